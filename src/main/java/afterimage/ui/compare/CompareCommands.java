package afterimage.ui.compare;

import static afterimage.ui.command.Keys.plain;
import static afterimage.ui.command.Keys.shortcut;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.command.Command;
import afterimage.ui.command.Command.Group;
import afterimage.ui.command.Commands;
import afterimage.ui.command.Keys;
import afterimage.ui.style.Icons;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;

/**
 * What can be done to the canvas: adds it to the one list of commands.
 *
 * @param view the canvas
 */
public record CompareCommands(CompareView view) {
  private static final double ZOOM_STEP = 1.25;

  /** Whether there is a picture on it. */
  public ObservableBooleanValue pictureShown() {
    return view.shownProperty().isNotNull();
  }

  /** How before and after share it. */
  public void addModes(Commands all) {
    Group group = Group.COMPARE;
    all.add(
        Command.of(
            "original",
            group,
            Keys.reserved(plain(KeyCode.BACK_SLASH), plain(KeyCode.SPACE)),
            null));
    all.add(
        Command.of(
            "mode",
            group,
            Keys.of(plain(KeyCode.M)),
            () -> view.modeProperty().set(mode().next())));
    for (CompareMode mode : CompareMode.values()) {
      mode.key()
          .ifPresent(
              key ->
                  all.add(
                      Command.of(mode.command(), group, Keys.of(plain(key)), () -> toggle(mode))));
    }
    all.add(flip("swap", group, KeyCode.C, view.swappedProperty()));
  }

  /** The gain and the split line. */
  public void addAdjustments(Commands all) {
    Group group = Group.COMPARE;
    all.add(
        Command.of(
            "lessGain",
            group,
            Keys.of(plain(KeyCode.OPEN_BRACKET)),
            () -> view.gains().lower(mode())));
    all.add(
        Command.of(
            "moreGain",
            group,
            Keys.of(plain(KeyCode.CLOSE_BRACKET)),
            () -> view.gains().raise(mode())));
    all.add(split("splitLeft", KeyCode.DIGIT1, 0));
    all.add(split("splitMiddle", KeyCode.DIGIT2, 0.5));
    all.add(split("splitRight", KeyCode.DIGIT3, 1));
  }

  /** How large it shows the picture. */
  public void addZoom(Commands all) {
    Group group = Group.VIEW;
    all.add(Command.of("fit", group, Keys.of(shortcut(KeyCode.DIGIT0)), view.zoom()::fit));
    all.add(zoom("full", KeyCode.DIGIT1, 1));
    all.add(zoom("double", KeyCode.DIGIT2, 2));
    all.add(zoom("quadruple", KeyCode.DIGIT3, 4));
    all.add(flip("pixels", group, KeyCode.P, view.pixelatedProperty()));
    all.add(
        Command.of(
            "zoom-out",
            group,
            Icons.ZOOM_OUT.ikon(),
            "zoom.out",
            Keys.NONE,
            () -> view.zoom().by(1 / ZOOM_STEP)));
    all.add(
        Command.of(
            "zoom-in",
            group,
            Icons.ZOOM_IN.ikon(),
            "zoom.in",
            Keys.NONE,
            () -> view.zoom().by(ZOOM_STEP)));
  }

  private Command split(String id, KeyCode key, double place) {
    return Command.of(
        id, Group.COMPARE, Keys.of(plain(key)), () -> view.splitProperty().set(place));
  }

  private Command zoom(String id, KeyCode key, double scale) {
    return Command.of(id, Group.VIEW, Keys.of(shortcut(key)), () -> view.zoom().to(scale));
  }

  private static Command flip(String id, Group group, KeyCode key, BooleanProperty value) {
    return Command.of(id, group, Keys.of(plain(key)), () -> value.set(!value.get()));
  }

  /** Into a mode, and from there back to the split view. */
  private void toggle(CompareMode mode) {
    view.modeProperty().set(mode() == mode ? CompareMode.SPLIT : mode);
  }

  private CompareMode mode() {
    return view.modeProperty().get();
  }
}
