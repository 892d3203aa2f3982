package afterimage.ui.shell;

import static afterimage.ui.command.Keys.alt;
import static afterimage.ui.command.Keys.plain;
import static afterimage.ui.command.Keys.shift;
import static afterimage.ui.command.Keys.shiftShortcut;
import static afterimage.ui.command.Keys.shortcut;

import afterimage.job.Place;
import afterimage.ui.command.Command;
import afterimage.ui.command.Command.Group;
import afterimage.ui.command.Commands;
import afterimage.ui.command.Keys;
import afterimage.ui.compare.CompareCommands;
import afterimage.ui.export.SaveBack;
import afterimage.ui.film.ShownVersion;
import afterimage.ui.film.VersionStrip;
import afterimage.ui.inspector.PromptField;
import afterimage.ui.run.Scrub;
import afterimage.ui.style.Icons;
import afterimage.ui.trials.Series;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;

/**
 * What can be done in the window: adds it to the one list of commands, in the order of the sheet.
 *
 * @param model what is done something to
 * @param pages what opens
 * @param actions what needs both
 * @param panels what is shown around the canvas
 * @param compare what the canvas adds
 */
record StudioCommands(
    StudioModel model,
    StudioPages pages,
    StudioActions actions,
    Panels panels,
    CompareCommands compare) {
  private static final int VARIATIONS = 4;

  void addTo(Commands all) {
    addRuns(all);
    compare.addModes(all);
    all.add(
        Command.of(
                "blind",
                Group.COMPARE,
                Icons.BLIND.ikon(),
                "toolbar.blind",
                Keys.of(plain(KeyCode.A)),
                pages.blind::begin)
            .when(compare.pictureShown()));
    compare.addAdjustments(all);
    all.add(Command.of("panels", Group.VIEW, Keys.of(plain(KeyCode.F)), panels::toggle));
    compare.addZoom(all);
    addVersions(all);
    addFiles(all);
  }

  private void addRuns(Commands all) {
    Scrub scrub = model.runs.scrub();
    BooleanProperty locked = model.values.seedLockedProperty();
    BooleanProperty painting = model.masks.paintingProperty();
    Group group = Group.RUN;
    all.add(
        Command.of(
            "refine",
            group,
            Keys.of(shortcut(KeyCode.ENTER)),
            () -> model.asking.refine(Place.END)));
    all.add(
        Command.of(
            "refineFirst",
            group,
            Keys.of(shiftShortcut(KeyCode.ENTER)),
            () -> model.asking.refine(Place.FRONT)));
    all.add(Command.of("cancel", group, Keys.reserved(plain(KeyCode.ESCAPE)), this::escape));
    all.add(Command.of("frameBack", group, Keys.of(plain(KeyCode.U)), () -> scrub.step(-1)));
    all.add(Command.of("frameOn", group, Keys.of(plain(KeyCode.I)), () -> scrub.step(1)));
    all.add(Command.of("newSeed", group, Keys.of(plain(KeyCode.R)), model.values::newSeed));
    all.add(
        Command.of("lockSeed", group, Keys.of(plain(KeyCode.L)), () -> locked.set(!locked.get())));
    all.add(
        Command.of(
            "strengths", group, Keys.of(plain(KeyCode.T)), () -> tryOut(Series.STRENGTHS, 0)));
    all.add(
        Command.of(
            "variations",
            group,
            Keys.of(plain(KeyCode.V)),
            () -> tryOut(Series.SEEDS, VARIATIONS)));
    all.add(
        Command.of(
                "mask",
                group,
                Icons.BRUSH.ikon(),
                "toolbar.mask",
                Keys.of(plain(KeyCode.K)),
                () -> actions.withPicture(() -> painting.set(!painting.get())))
            .when(compare.pictureShown()));
    all.add(Command.of("queue", group, Keys.of(plain(KeyCode.Q)), panels::toggleQueue));
    all.add(Command.of("prompts", group, PromptField.FORMER, null));
    all.add(Command.of("weight", group, PromptField.WEIGHT, null));
  }

  private void tryOut(Series series, int count) {
    actions.withPicture(() -> model.trials.toggle(series, count));
  }

  /** Who looks back at a step wants to be back at the result, not to lose it. */
  private void escape() {
    if (!model.runs.scrub().release()) {
      model.runs.cancel();
    }
  }

  private void addVersions(Commands all) {
    Group group = Group.VERSIONS;
    ShownVersion version = model.version;
    all.add(
        Command.of(
            "search",
            group,
            Keys.of(shortcut(KeyCode.F)),
            () -> {
              panels.show();
              model.search.begin();
            }));
    all.add(
        Command.of(
                "older",
                group,
                Icons.PREVIOUS.ikon(),
                "toolbar.older",
                Keys.of(plain(KeyCode.LEFT)),
                () -> model.edits.step(-1))
            .when(version.hasOlder()));
    all.add(
        Command.of(
                "newer",
                group,
                Icons.NEXT.ikon(),
                "toolbar.newer",
                Keys.of(plain(KeyCode.RIGHT)),
                () -> model.edits.step(1))
            .when(version.hasNewer()));
    all.add(Command.of("star", group, Keys.of(plain(KeyCode.PERIOD)), model.edits::starShown));
    all.add(Command.of("before", group, Keys.of(shift(KeyCode.C)), model.edits::useShownAsBefore));
    all.add(
        Command.of(
            "olderBefore", group, Keys.of(alt(KeyCode.LEFT)), () -> model.edits.stepBefore(-1)));
    all.add(
        Command.of(
            "newerBefore", group, Keys.of(alt(KeyCode.RIGHT)), () -> model.edits.stepBefore(1)));
    all.add(Command.of("delete", group, VersionStrip.DELETE, null));
    all.add(
        button("undo", Icons.UNDO, Keys.of(shortcut(KeyCode.Z)), model.history::undo)
            .when(model.history.canUndoProperty()));
    all.add(
        button(
                "redo",
                Icons.REDO,
                Keys.of(shiftShortcut(KeyCode.Z), shortcut(KeyCode.Y)),
                model.history::redo)
            .when(model.history.canRedoProperty()));
  }

  private static Command button(String id, Icons icon, Keys keys, Runnable action) {
    return Command.of(id, Group.VERSIONS, icon.ikon(), "toolbar." + id, keys, action);
  }

  private void addFiles(Commands all) {
    Group group = Group.FILES;
    ObservableBooleanValue exportable = model.version.exportable();
    all.add(
        Command.of(
            "open",
            group,
            Icons.OPEN.ikon(),
            "toolbar.open.tooltip",
            Keys.of(shortcut(KeyCode.O)),
            pages.door::choose));
    all.add(
        Command.of(
            "words",
            group,
            Icons.WORDS.ikon(),
            "toolbar.words",
            Keys.of(shortcut(KeyCode.N)),
            pages.words::open));
    all.add(
        Command.of(
                "export",
                group,
                Icons.EXPORT.ikon(),
                "toolbar.export.tooltip",
                Keys.of(shortcut(KeyCode.E)),
                pages.exports::openPage)
            .when(exportable));
    SaveBack back = pages.back;
    if (back == null) {
      all.add(Command.of("saveAs", group, Keys.of(shortcut(KeyCode.S)), pages.exports::saveAs));
    } else {
      all.add(
          Command.of(
              "saveBack",
              group,
              Icons.SAVE.ikon(),
              "toolbar.saveBack.tooltip",
              Keys.of(shortcut(KeyCode.S)),
              back::save));
      all.add(
          Command.of("saveAs", group, Keys.of(shiftShortcut(KeyCode.S)), pages.exports::saveAs));
    }
    all.add(Command.of("copy", group, Keys.of(shiftShortcut(KeyCode.C)), pages.exports::copy));
    // A text field with the keyboard takes what is pasted, hence no action for every place.
    all.add(Command.of("paste", group, Keys.reserved(shortcut(KeyCode.V)), null));
    all.add(Command.of("sheet", group, Keys.of(plain(KeyCode.F1)), pages::openSheet));
    all.add(
        Command.of(
            "settings",
            group,
            Icons.SETTINGS.ikon(),
            "toolbar.settings",
            Keys.NONE,
            pages::openSettings));
    all.add(Command.of("watch", group, Keys.NONE, actions::toggleWatch));
    all.add(Command.of("openFolder", group, Keys.NONE, pages.door::chooseFolder));
    all.add(Command.of("sample", group, Keys.NONE, pages::trySample));
  }
}
