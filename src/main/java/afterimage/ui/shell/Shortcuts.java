package afterimage.ui.shell;

import afterimage.ui.canvas.CompareView;
import afterimage.ui.command.Command;
import afterimage.ui.command.Keymap;
import afterimage.ui.page.Pages;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window. Single letters count only while no text field has the focus. */
final class Shortcuts {
  private final Scene scene;
  private final CompareView compare;
  private final Pages pages;
  private final Keymap keymap;
  private final Set<KeyCombination> accelerators = new HashSet<>();

  /**
   * @param scene where keys are pressed
   * @param compare shows its before side while a key is held
   * @param keymap says what they mean
   * @param pages while one is open, only it has keys
   * @param paste opens what the clipboard holds
   */
  Shortcuts(Scene scene, CompareView compare, Keymap keymap, Pages pages, Runnable paste) {
    this.scene = scene;
    this.compare = compare;
    this.keymap = keymap;
    this.pages = pages;
    accelerate();
    keymap.onChange(this::accelerate);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, Shortcuts::dropCopyOfEnter);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> pasteOutsideText(event, paste));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> holdOriginal(event, true));
    scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> holdOriginal(event, false));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::escapeInList);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    scene.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  /** The keys that count everywhere, also while somebody types. */
  private void accelerate() {
    accelerators.forEach(scene.getAccelerators()::remove);
    accelerators.clear();
    for (Command command : keymap.commands().all()) {
      for (KeyCombination key : keymap.keysOf(command)) {
        if (command.action() != null && (isDown(key.getShortcut()) || isDown(key.getAlt()))) {
          scene.getAccelerators().put(key, command::run);
          accelerators.add(key);
        }
      }
    }
  }

  private static boolean isDown(KeyCombination.ModifierValue modifier) {
    return modifier == KeyCombination.ModifierValue.DOWN;
  }

  /**
   * A spinner hands each key to its editor as a second event and keeps the first from going on, but
   * not that of Enter: Ctrl+Enter would count twice.
   */
  private static void dropCopyOfEnter(KeyEvent event) {
    boolean accelerator = event.isShortcutDown() || event.isAltDown();
    if (event.getCode() == KeyCode.ENTER
        && accelerator
        && event.getTarget() instanceof TextField editor
        && editor.getParent() instanceof Spinner) {
      event.consume();
    }
  }

  private void typed(KeyEvent event) {
    if ("?".equals(event.getCharacter()) && !typing() && !pages.isOpen()) {
      keymap.commands().get("sheet").run();
    }
  }

  private void pasteOutsideText(KeyEvent event, Runnable paste) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.V && !typing() && !pages.isOpen()) {
      paste.run();
      event.consume();
    }
  }

  /** A list keeps Esc for its cells' editing; none of ours are edited. */
  private void escapeInList(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && scene.getFocusOwner() instanceof ListView) {
      pressed(event);
    }
  }

  private void pressed(KeyEvent event) {
    boolean modified = event.isShortcutDown() || event.isAltDown() || event.isMetaDown();
    boolean anywhere = event.getCode() == KeyCode.ESCAPE || event.getCode().isFunctionKey();
    if (modified || pages.isOpen() || (typing() && !anywhere)) {
      return;
    }
    keymap
        .commandOf(event)
        .ifPresent(
            command -> {
              command.run();
              event.consume();
            });
  }

  /** Backslash anywhere, Space where it means nothing else, as it does on a button. */
  private void holdOriginal(KeyEvent event, boolean down) {
    boolean key =
        event.getCode() == KeyCode.BACK_SLASH
            || (event.getCode() == KeyCode.SPACE && !takesSpace(scene.getFocusOwner()));
    if (!down && compare.originalHeldProperty().get()) {
      compare.originalHeldProperty().set(false);
    } else if (down && key && !typing() && !pages.isOpen() && !event.isShortcutDown()) {
      compare.originalHeldProperty().set(true);
      event.consume();
    }
  }

  private boolean typing() {
    return scene.getFocusOwner() instanceof TextInputControl;
  }

  private static boolean takesSpace(Node focused) {
    return focused instanceof ButtonBase || focused instanceof ComboBoxBase;
  }
}
