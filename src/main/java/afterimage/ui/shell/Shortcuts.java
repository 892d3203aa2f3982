package afterimage.ui.shell;

import static afterimage.ui.keys.Keymap.alt;
import static afterimage.ui.keys.Keymap.plain;
import static afterimage.ui.keys.Keymap.shift;
import static afterimage.ui.keys.Keymap.shiftShortcut;
import static afterimage.ui.keys.Keymap.shortcut;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.keys.KeyPages;
import afterimage.ui.keys.Keymap;
import afterimage.ui.keys.Keymap.Group;
import afterimage.ui.page.Pages;
import afterimage.ui.run.Scrub;
import java.util.HashSet;
import java.util.Set;
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
  private final Scene scene;
  private final CompareView compare;
  private final Pages pages;
  private final Keymap keymap;
  private final KeyPages keyPages;
  private final Set<KeyCombination> accelerators = new HashSet<>();

  /** What the keys do apart from the canvas and the window's own actions. */
  record Runs(
      Runnable refine,
      Runnable refineFirst,
      Runnable cancel,
      Runnable newSeed,
      Runnable lockSeed,
      Runnable strengths,
      Runnable variations,
      Runnable mask,
      Runnable queue,
      Runnable panels,
      Scrub scrub,
      Runnable search) {}

  /**
   * What is known of keys.
   *
   * @param map is filled here
   * @param pages show them
   */
  record Keys(Keymap map, KeyPages pages) {}

  Shortcuts(
      Scene scene, CompareView compare, StudioActions actions, Runs runs, Pages pages, Keys keys) {
    this.scene = scene;
    this.keymap = keys.map;
    this.keyPages = keys.pages;
    this.compare = compare;
    this.pages = pages;
    bindRuns(runs);
    bindCompare(actions);
    bindView(runs.panels);
    bindVersions(actions);
    bindFiles(actions);
    accelerate();
    keymap.onChange(this::accelerate);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> pasteOutsideText(event, actions::paste));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> holdOriginal(event, true));
    scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> holdOriginal(event, false));
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::escapeInList);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    scene.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  private void bindRuns(Runs runs) {
    keymap.bind(Group.RUN, "refine", runs.refine, shortcut(KeyCode.ENTER));
    keymap.bind(Group.RUN, "refineFirst", runs.refineFirst, shiftShortcut(KeyCode.ENTER));
    keymap.fix(Group.RUN, "cancel", () -> escape(runs), plain(KeyCode.ESCAPE));
    keymap.bind(Group.RUN, "frameBack", () -> runs.scrub.step(-1), plain(KeyCode.U));
    keymap.bind(Group.RUN, "frameOn", () -> runs.scrub.step(1), plain(KeyCode.I));
    keymap.bind(Group.RUN, "newSeed", runs.newSeed, plain(KeyCode.R));
    keymap.bind(Group.RUN, "lockSeed", runs.lockSeed, plain(KeyCode.L));
    keymap.bind(Group.RUN, "strengths", runs.strengths, plain(KeyCode.T));
    keymap.bind(Group.RUN, "variations", runs.variations, plain(KeyCode.V));
    keymap.bind(Group.RUN, "mask", runs.mask, plain(KeyCode.K));
    keymap.bind(Group.RUN, "queue", runs.queue, plain(KeyCode.Q));
    keymap.fix(Group.RUN, "prompts", null, alt(KeyCode.UP), alt(KeyCode.DOWN));
    keymap.fix(Group.RUN, "weight", null, shortcut(KeyCode.UP), shortcut(KeyCode.DOWN));
    keymap.bind(Group.VERSIONS, "search", runs.search, shortcut(KeyCode.F));
  }

  /** Who looks back at a step wants to be back at the result, not to lose it. */
  private static void escape(Runs runs) {
    if (!runs.scrub.release()) {
      runs.cancel.run();
    }
  }

  private void bindCompare(StudioActions actions) {
    Group group = Group.COMPARE;
    keymap.fix(group, "original", null, plain(KeyCode.BACK_SLASH), plain(KeyCode.SPACE));
    keymap.bind(group, "mode", this::nextMode, plain(KeyCode.M));
    keymap.bind(group, "blink", () -> toggle(CompareMode.BLINK), plain(KeyCode.B));
    keymap.bind(group, "difference", () -> toggle(CompareMode.DIFFERENCE), plain(KeyCode.D));
    keymap.bind(group, "heatMap", () -> toggle(CompareMode.HEAT_MAP), plain(KeyCode.H));
    keymap.bind(group, "swap", this::swap, plain(KeyCode.C));
    keymap.bind(group, "blind", actions::blind, plain(KeyCode.A));
    keymap.bind(
        group, "lessGain", () -> compare.gains().lower(mode()), plain(KeyCode.OPEN_BRACKET));
    keymap.bind(
        group, "moreGain", () -> compare.gains().raise(mode()), plain(KeyCode.CLOSE_BRACKET));
    keymap.bind(group, "splitLeft", () -> split(0), plain(KeyCode.DIGIT1));
    keymap.bind(group, "splitMiddle", () -> split(0.5), plain(KeyCode.DIGIT2));
    keymap.bind(group, "splitRight", () -> split(1), plain(KeyCode.DIGIT3));
  }

  private void bindView(Runnable panels) {
    keymap.bind(Group.VIEW, "panels", panels, plain(KeyCode.F));
    keymap.bind(Group.VIEW, "fit", compare.zoom()::fit, shortcut(KeyCode.DIGIT0));
    keymap.bind(Group.VIEW, "full", () -> compare.zoom().to(1), shortcut(KeyCode.DIGIT1));
    keymap.bind(Group.VIEW, "double", () -> compare.zoom().to(2), shortcut(KeyCode.DIGIT2));
    keymap.bind(Group.VIEW, "quadruple", () -> compare.zoom().to(4), shortcut(KeyCode.DIGIT3));
    keymap.bind(
        Group.VIEW,
        "pixels",
        () -> compare.pixelatedProperty().set(!compare.pixelatedProperty().get()),
        plain(KeyCode.P));
  }

  private void bindVersions(StudioActions actions) {
    Group group = Group.VERSIONS;
    keymap.bind(group, "older", () -> actions.step(-1), plain(KeyCode.LEFT));
    keymap.bind(group, "newer", () -> actions.step(1), plain(KeyCode.RIGHT));
    keymap.bind(group, "star", actions::starShown, plain(KeyCode.PERIOD));
    keymap.bind(group, "before", actions::useShownAsBefore, shift(KeyCode.C));
    keymap.bind(group, "olderBefore", () -> actions.stepBefore(-1), alt(KeyCode.LEFT));
    keymap.bind(group, "newerBefore", () -> actions.stepBefore(1), alt(KeyCode.RIGHT));
    keymap.fix(group, "delete", null, plain(KeyCode.DELETE));
    keymap.bind(group, "undo", actions::undo, shortcut(KeyCode.Z));
    keymap.bind(group, "redo", actions::redo, shiftShortcut(KeyCode.Z), shortcut(KeyCode.Y));
  }

  private void bindFiles(StudioActions actions) {
    keymap.bind(Group.FILES, "open", actions::open, shortcut(KeyCode.O));
    keymap.bind(Group.FILES, "words", actions::startFromWords, shortcut(KeyCode.N));
    keymap.bind(Group.FILES, "export", actions::export, shortcut(KeyCode.E));
    keymap.bind(Group.FILES, "saveAs", actions::saveAs, shortcut(KeyCode.S));
    keymap.bind(Group.FILES, "copy", actions::copy, shiftShortcut(KeyCode.C));
    keymap.fix(Group.FILES, "paste", null, shortcut(KeyCode.V));
    keymap.bind(Group.FILES, "sheet", keyPages::openSheet, plain(KeyCode.F1));
  }

  /** The keys that count everywhere, also while somebody types. */
  private void accelerate() {
    accelerators.forEach(scene.getAccelerators()::remove);
    accelerators.clear();
    for (Keymap.Group group : Keymap.Group.values()) {
      for (Keymap.Binding binding : keymap.of(group)) {
        Runnable action = binding.action();
        for (KeyCombination key : keymap.keysOf(binding)) {
          if (action != null && (isDown(key.getShortcut()) || isDown(key.getAlt()))) {
            scene.getAccelerators().put(key, action);
            accelerators.add(key);
          }
        }
      }
    }
  }

  private static boolean isDown(KeyCombination.ModifierValue modifier) {
    return modifier == KeyCombination.ModifierValue.DOWN;
  }

  private void typed(KeyEvent event) {
    if ("?".equals(event.getCharacter()) && !typing() && !pages.isOpen()) {
      keyPages.openSheet();
    }
  }

  private void split(double place) {
    compare.splitProperty().set(place);
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
    boolean there = mode() == mode;
    compare.modeProperty().set(there ? CompareMode.SPLIT : mode);
  }

  private void swap() {
    compare.swappedProperty().set(!compare.swappedProperty().get());
  }

  private void nextMode() {
    compare.modeProperty().set(mode().next());
  }

  private CompareMode mode() {
    return compare.modeProperty().get();
  }

  private boolean typing() {
    return scene.getFocusOwner() instanceof TextInputControl;
  }

  private static boolean takesSpace(Node focused) {
    return focused instanceof ButtonBase || focused instanceof ComboBoxBase;
  }
}
