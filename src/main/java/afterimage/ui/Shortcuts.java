package afterimage.ui;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window. Single letters count only while no text field has the focus. */
final class Shortcuts {
  private static final double MIN_GAIN = 1;
  private static final double MAX_GAIN = 32;

  private final Scene scene;
  private final CompareView compare;
  private final Map<KeyCode, Runnable> plain;

  /** What the keys do apart from the canvas. */
  record Actions(
      Runnable refine,
      Runnable cancel,
      Runnable open,
      Runnable paste,
      Runnable export,
      Runnable older,
      Runnable newer,
      Runnable newSeed,
      Runnable lockSeed,
      Runnable undo,
      Runnable redo,
      Runnable star,
      Runnable before,
      Runnable queue) {}

  Shortcuts(Scene scene, CompareView compare, Actions actions) {
    this.scene = scene;
    this.compare = compare;
    this.plain =
        Map.ofEntries(
            Map.entry(KeyCode.ESCAPE, actions.cancel),
            Map.entry(KeyCode.DIGIT1, () -> compare.splitProperty().set(0)),
            Map.entry(KeyCode.DIGIT2, () -> compare.splitProperty().set(0.5)),
            Map.entry(KeyCode.DIGIT3, () -> compare.splitProperty().set(1)),
            Map.entry(KeyCode.B, () -> toggle(CompareMode.BLINK)),
            Map.entry(KeyCode.D, () -> toggle(CompareMode.DIFFERENCE)),
            Map.entry(KeyCode.H, () -> toggle(CompareMode.HEAT_MAP)),
            Map.entry(KeyCode.OPEN_BRACKET, () -> gain(0.5)),
            Map.entry(KeyCode.CLOSE_BRACKET, () -> gain(2)),
            Map.entry(KeyCode.M, this::nextMode),
            Map.entry(
                KeyCode.P,
                () -> compare.pixelatedProperty().set(!compare.pixelatedProperty().get())),
            Map.entry(KeyCode.LEFT, actions.older),
            Map.entry(KeyCode.RIGHT, actions.newer),
            Map.entry(KeyCode.PERIOD, actions.star),
            Map.entry(KeyCode.C, actions.before),
            Map.entry(KeyCode.Q, actions.queue),
            Map.entry(KeyCode.R, actions.newSeed),
            Map.entry(KeyCode.L, actions.lockSeed));
    accelerator(KeyCode.ENTER, actions.refine);
    accelerator(KeyCode.O, actions.open);
    accelerator(KeyCode.E, actions.export);
    accelerator(KeyCode.S, actions.export);
    accelerator(KeyCode.Z, actions.undo);
    accelerator(KeyCode.Y, actions.redo);
    scene
        .getAccelerators()
        .put(new KeyCodeCombination(KeyCode.Z, SHORTCUT_DOWN, SHIFT_DOWN), actions.redo);
    accelerator(KeyCode.DIGIT0, compare::fit);
    accelerator(KeyCode.DIGIT1, () -> compare.zoomTo(1));
    accelerator(KeyCode.DIGIT2, () -> compare.zoomTo(2));
    accelerator(KeyCode.DIGIT3, () -> compare.zoomTo(4));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> pasteOutsideText(event, actions.paste));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> holdOriginal(event, true));
    scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> holdOriginal(event, false));
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private void accelerator(KeyCode key, Runnable action) {
    scene.getAccelerators().put(new KeyCodeCombination(key, SHORTCUT_DOWN), action);
  }

  private void pasteOutsideText(KeyEvent event, Runnable paste) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.V && !typing()) {
      paste.run();
      event.consume();
    }
  }

  private void pressed(KeyEvent event) {
    boolean modified = event.isShortcutDown() || event.isAltDown() || event.isMetaDown();
    boolean escape = event.getCode() == KeyCode.ESCAPE;
    if (modified || (typing() && !escape)) {
      return;
    }
    Optional.ofNullable(plain.get(event.getCode()))
        .ifPresent(
            action -> {
              action.run();
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
    } else if (down && key && !typing() && !event.isShortcutDown()) {
      compare.originalHeldProperty().set(true);
      event.consume();
    }
  }

  /** Into a mode, and from there back to the split view. */
  private void toggle(CompareMode mode) {
    boolean there = compare.modeProperty().get() == mode;
    compare.modeProperty().set(there ? CompareMode.SPLIT : mode);
  }

  private void gain(double factor) {
    double now = compare.gainProperty().get();
    compare.gainProperty().set(Math.clamp(now * factor, MIN_GAIN, MAX_GAIN));
  }

  private void nextMode() {
    compare.modeProperty().set(compare.modeProperty().get().next());
  }

  private boolean typing() {
    return scene.getFocusOwner() instanceof TextInputControl;
  }

  private static boolean takesSpace(Node focused) {
    return focused instanceof ButtonBase || focused instanceof ComboBoxBase;
  }
}
