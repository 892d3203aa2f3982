package afterimage.ui.shell;

import afterimage.ui.canvas.CompareView;
import afterimage.ui.command.Command;
import afterimage.ui.command.Keymap;
import afterimage.ui.page.Pages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window. Single letters count only while no text field has the focus. */
final class Shortcuts {
  private final Scene scene;
  private final CompareView compare;
  private final Pages pages;
  private final Keymap keymap;
  private final Set<KeyCombination> accelerators = new HashSet<>();
  private final Map<KeyCombination, Command> enters = new HashMap<>();

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
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::takeEnter);
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
    enters.clear();
    for (Command command : keymap.commands().all()) {
      for (KeyCombination key : keymap.keysOf(command)) {
        if (command.action() != null && (isDown(key.getShortcut()) || isDown(key.getAlt()))) {
          if (key instanceof KeyCodeCombination code && code.getCode() == KeyCode.ENTER) {
            enters.put(key, command);
          } else {
            scene.getAccelerators().put(key, command::run);
            accelerators.add(key);
          }
        }
      }
    }
  }

  private static boolean isDown(KeyCombination.ModifierValue modifier) {
    return modifier == KeyCombination.ModifierValue.DOWN;
  }

  /**
   * Ctrl+Enter is taken before a control sees it: spinners and choices send a copy of it to their
   * parents and let the first go on, so that it would count twice. On a page it is the page's.
   */
  private void takeEnter(KeyEvent event) {
    if (event.getCode() != KeyCode.ENTER || pages.isOpen()) {
      return;
    }
    for (Map.Entry<KeyCombination, Command> each : enters.entrySet()) {
      if (each.getKey().match(event)) {
        event.consume();
        each.getValue().run();
        return;
      }
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
