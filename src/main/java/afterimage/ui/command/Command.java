package afterimage.ui.command;

import afterimage.ui.text.Texts;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * Something that the user can do.
 *
 * @param id its name in the settings file and in the ids of its nodes
 * @param group where the sheet of keys lists it
 * @param icon on its button; null if it has none
 * @param text key of the sentence that its button tells, with its key as {@code {0}}; what the
 *     sheet, menus and the page of keys call it has the key {@code keys.} and the id
 * @param keys that do it
 * @param enabled whether its buttons can be pressed; a key does it all the same, which then says
 *     what is missing
 * @param action null where a view looks out for the keys itself
 */
public record Command(
    String id,
    Group group,
    @Nullable Ikon icon,
    String text,
    Keys keys,
    ObservableBooleanValue enabled,
    @Nullable Runnable action) {
  /** The headings of the sheet of keys. */
  public enum Group {
    RUN,
    COMPARE,
    VIEW,
    VERSIONS,
    FILES
  }

  /** What can always be done, and has no button of its own. */
  public static Command of(String id, Group group, Keys keys, @Nullable Runnable action) {
    return new Command(id, group, null, nameKey(id), keys, always(), action);
  }

  /** With a button that has an icon and tells a sentence of its own. */
  public static Command of(
      String id, Group group, Ikon icon, String text, Keys keys, Runnable action) {
    return new Command(id, group, icon, text, keys, always(), action);
  }

  /** The same, with buttons that can be pressed only sometimes. */
  public Command when(ObservableBooleanValue now) {
    return new Command(id, group, icon, text, keys, now, action);
  }

  /** What it is called. */
  public String name() {
    return Texts.of(nameKey(id));
  }

  /** Does it. */
  public void run() {
    if (action != null) {
      action.run();
    }
  }

  /** Each command has its own: one for all would keep every button that ever listened to it. */
  private static ObservableBooleanValue always() {
    return new SimpleBooleanProperty(true);
  }

  private static String nameKey(String id) {
    return "keys." + id;
  }
}
