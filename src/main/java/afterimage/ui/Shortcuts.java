package afterimage.ui;

import static afterimage.ui.keys.Keymap.plain;
import static afterimage.ui.keys.Keymap.shiftShortcut;
import static afterimage.ui.keys.Keymap.shortcut;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.keys.Keymap;
import afterimage.ui.keys.Keymap.Group;
import afterimage.ui.keys.ShortcutSheet;
import afterimage.ui.page.Pages;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window. Single letters count only while no text field has the focus. */
final class Shortcuts {
  private static final double MIN_GAIN = 1;
  private static final double MAX_GAIN = 32;

  private final Scene scene;
  private final CompareView compare;
  private final Pages pages;
  private final Keymap keymap = new Keymap();

  /** What the keys do apart from the canvas and the window's own actions. */
  record Runs(
      Runnable refine,
      Runnable cancel,
      Runnable newSeed,
      Runnable lockSeed,
      Runnable strengths,
      Runnable variations,
      Runnable mask,
      Runnable queue,
      Runnable search) {}

  Shortcuts(Scene scene, CompareView compare, StudioActions actions, Runs runs, Pages pages) {
    this.scene = scene;
    this.compare = compare;
    this.pages = pages;
    bindRuns(runs);
    bindCompare(actions);
    bindView();
    bindVersions(actions);
    bindFiles(actions);
    for (Keymap.Group group : Keymap.Group.values()) {
      keymap
          .of(group)
          .forEach(binding -> binding.keys().forEach(key -> accelerate(key, binding.action())));
    }
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> pasteOutsideText(event, actions::paste));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> holdOriginal(event, true));
    scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> holdOriginal(event, false));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::escapeInList);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    scene.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  private void bindRuns(Runs runs) {
    keymap.bind(Group.RUN, "keys.refine", runs.refine, shortcut(KeyCode.ENTER));
    keymap.bind(Group.RUN, "keys.cancel", runs.cancel, plain(KeyCode.ESCAPE));
    keymap.bind(Group.RUN, "keys.newSeed", runs.newSeed, plain(KeyCode.R));
    keymap.bind(Group.RUN, "keys.lockSeed", runs.lockSeed, plain(KeyCode.L));
    keymap.bind(Group.RUN, "keys.strengths", runs.strengths, plain(KeyCode.T));
    keymap.bind(Group.RUN, "keys.variations", runs.variations, plain(KeyCode.V));
    keymap.bind(Group.RUN, "keys.mask", runs.mask, plain(KeyCode.K));
    keymap.bind(Group.RUN, "keys.queue", runs.queue, plain(KeyCode.Q));
    keymap.bind(Group.VERSIONS, "keys.search", runs.search, shortcut(KeyCode.F));
  }

  private void bindCompare(StudioActions actions) {
    Group group = Group.COMPARE;
    keymap.bind(group, "keys.mode", this::nextMode, plain(KeyCode.M));
    keymap.bind(group, "keys.blink", () -> toggle(CompareMode.BLINK), plain(KeyCode.B));
    keymap.bind(group, "keys.difference", () -> toggle(CompareMode.DIFFERENCE), plain(KeyCode.D));
    keymap.bind(group, "keys.heatMap", () -> toggle(CompareMode.HEAT_MAP), plain(KeyCode.H));
    keymap.bind(group, "keys.blind", actions::blind, plain(KeyCode.A));
    keymap.bind(group, "keys.lessGain", () -> gain(0.5), plain(KeyCode.OPEN_BRACKET));
    keymap.bind(group, "keys.moreGain", () -> gain(2), plain(KeyCode.CLOSE_BRACKET));
    keymap.bind(group, "keys.splitLeft", () -> split(0), plain(KeyCode.DIGIT1));
    keymap.bind(group, "keys.splitMiddle", () -> split(0.5), plain(KeyCode.DIGIT2));
    keymap.bind(group, "keys.splitRight", () -> split(1), plain(KeyCode.DIGIT3));
  }

  private void bindView() {
    keymap.bind(Group.VIEW, "keys.fit", compare::fit, shortcut(KeyCode.DIGIT0));
    keymap.bind(Group.VIEW, "keys.full", () -> compare.zoomTo(1), shortcut(KeyCode.DIGIT1));
    keymap.bind(Group.VIEW, "keys.double", () -> compare.zoomTo(2), shortcut(KeyCode.DIGIT2));
    keymap.bind(Group.VIEW, "keys.quadruple", () -> compare.zoomTo(4), shortcut(KeyCode.DIGIT3));
    keymap.bind(
        Group.VIEW,
        "keys.pixels",
        () -> compare.pixelatedProperty().set(!compare.pixelatedProperty().get()),
        plain(KeyCode.P));
  }

  private void bindVersions(StudioActions actions) {
    Group group = Group.VERSIONS;
    keymap.bind(group, "keys.older", () -> actions.step(-1), plain(KeyCode.LEFT));
    keymap.bind(group, "keys.newer", () -> actions.step(1), plain(KeyCode.RIGHT));
    keymap.bind(group, "keys.star", actions::starShown, plain(KeyCode.PERIOD));
    keymap.bind(group, "keys.before", actions::useShownAsBefore, plain(KeyCode.C));
    keymap.bind(group, "keys.undo", actions::undo, shortcut(KeyCode.Z));
    keymap.bind(group, "keys.redo", actions::redo, shiftShortcut(KeyCode.Z), shortcut(KeyCode.Y));
  }

  private void bindFiles(StudioActions actions) {
    keymap.bind(Group.FILES, "keys.open", actions::open, shortcut(KeyCode.O));
    keymap.bind(Group.FILES, "keys.words", actions::startFromWords, shortcut(KeyCode.N));
    keymap.bind(Group.FILES, "keys.export", actions::export, shortcut(KeyCode.E));
    keymap.bind(Group.FILES, "keys.saveAs", actions::saveAs, shortcut(KeyCode.S));
    keymap.bind(Group.FILES, "keys.copy", actions::copy, shiftShortcut(KeyCode.C));
    keymap.bind(Group.FILES, "keys.sheet", this::showSheet, plain(KeyCode.F1));
  }

  /** Opens the sheet of all keys. */
  void showSheet() {
    pages.open(new ShortcutSheet(keymap, pages::close), () -> {});
  }

  private void accelerate(KeyCombination key, Runnable action) {
    if (key.getShortcut() == KeyCombination.ModifierValue.DOWN) {
      scene.getAccelerators().put(key, action);
    }
  }

  private void typed(KeyEvent event) {
    if ("?".equals(event.getCharacter()) && !typing() && !pages.isOpen()) {
      showSheet();
    }
  }

  private void split(double place) {
    compare.splitProperty().set(place);
  }

  private void pasteOutsideText(KeyEvent event, Runnable paste) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.V && !typing()) {
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
        .actionOf(event)
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
    } else if (down && key && !typing() && !pages.isOpen() && !event.isShortcutDown()) {
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
