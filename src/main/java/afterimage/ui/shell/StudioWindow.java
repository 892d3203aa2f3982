package afterimage.ui.shell;

import afterimage.engine.DeviceReport;
import afterimage.message.Problem;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.canvas.ViewLikeness;
import afterimage.ui.command.CommandButtons;
import afterimage.ui.command.Commands;
import afterimage.ui.command.KeyHints;
import afterimage.ui.command.Keymap;
import afterimage.ui.compare.CanvasContent;
import afterimage.ui.compare.CanvasPane;
import afterimage.ui.compare.CompareCommands;
import afterimage.ui.compare.GainBar;
import afterimage.ui.compare.LikenessBadge;
import afterimage.ui.compare.ViewMemory;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.export.EditedFile;
import afterimage.ui.film.FilmPane;
import afterimage.ui.film.Filmstrip;
import afterimage.ui.film.VersionStrip;
import afterimage.ui.keys.KeyPages;
import afterimage.ui.mask.CropFrame;
import afterimage.ui.mask.MaskBar;
import afterimage.ui.mask.Protection;
import afterimage.ui.notice.Toasts;
import afterimage.ui.open.DropTarget;
import afterimage.ui.open.OpeningNotice;
import afterimage.ui.page.Pages;
import afterimage.ui.preset.PresetMenu;
import afterimage.ui.queue.QueuePane;
import afterimage.ui.run.ScrubBar;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.style.WindowSizeClass;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.TrialPane;
import afterimage.ui.watch.WatchButton;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * The window: makes the commands of what the model can do, and the views of both, and puts each
 * where it belongs. For the FX thread.
 */
public final class StudioWindow implements AutoCloseable {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private final Stage stage;
  private final StudioModel model;
  private final WindowPlace place;
  private final StackPane root = new StackPane();
  private final StudioTheme theme;
  private final Panels panels = new Panels();
  private final Commands commands = new Commands();
  private final Keymap keymap = new Keymap(commands);
  private final KeyHints hints = new KeyHints(keymap);
  private final CommandButtons buttons = new CommandButtons(commands, hints);
  private final CompareView compare;
  private final Pages over = new Pages();
  private final KeyPages keys;
  private final StudioPages pages;
  private final StudioActions actions;
  private final StatusLine status;
  private final ViewMemory view;

  /**
   * @param stage shows it, once {@link #show} is called
   * @param dialogs ask for files
   * @param model what it shows
   */
  public StudioWindow(Stage stage, FileDialogs dialogs, StudioModel model) {
    this.stage = stage;
    this.model = model;
    this.place = new WindowPlace(stage, model.settings);
    root.getStyleClass().add("studio");
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    this.theme = new StudioTheme(scene);
    theme.choiceProperty().set(model.settings.get().theme());
    theme.scaleProperty().set(model.settings.get().uiScale());
    this.compare =
        new CompareView(
            new CompareView.Names(
                Texts.of("compare.before"), Texts.of("compare.after"), Texts.of("compare.handle")),
            model.workers.tiles());
    compare.setId("compare");
    compare
        .failureProperty()
        .subscribe(
            why -> {
              if (why != null) {
                model.notices.warn(
                    new Problem(Texts.of("canvas.undrawable"), CanvasPane.reason(why)));
              }
            });
    model.masks.paintOn(compare);
    this.keys =
        new KeyPages(
            keymap,
            changed -> model.settings.update(old -> old.withPreferences(p -> p.withKeys(changed))),
            over);
    this.pages = new StudioPages(model, dialogs, over, keys, theme);
    this.actions = new StudioActions(model, pages);
    new StudioCommands(model, pages, actions, panels, new CompareCommands(compare)).addTo(commands);
    this.status =
        new StatusLine(
            model.status,
            model.runs.rows(),
            buttons,
            panels,
            pages.models::showPage,
            new WatchButton(model.watch, actions::toggleWatch));
    LikenessLimit limit = new LikenessLimit();
    CanvasPane canvas = canvas(limit);
    this.view = new ViewMemory(model.session, compare, limit);
    new CanvasContent(
        model.session,
        model.importer,
        model.runs,
        model.trials,
        canvas,
        model.status,
        model.version);
    Toasts toasts = new Toasts(model.notices);
    StackPane.setAlignment(toasts, Pos.BOTTOM_CENTER);
    root.getChildren().addAll(layout(canvas), toasts, new DropTarget(root, pages.door), over);
    new Shortcuts(scene, compare, keymap, over, actions::paste);
    stage.setScene(scene);
    stage.setTitle(title());
    place.restore();
  }

  private String title() {
    EditedFile edited = model.parts.edited();
    return edited == null
        ? Texts.of("window.title")
        : Texts.of("window.title.edit", edited.file().getFileName());
  }

  private CanvasPane canvas(LikenessLimit limit) {
    EmptyState empty = new EmptyState(commands, pages.hasSample());
    empty.offer(
        new EmptyRecents(model.recents, file -> open(List.of(file)), model.workers.background()));
    GainBar gain = new GainBar(compare, new Protection(compare, model.masks), hints);
    return new CanvasPane(
        compare,
        new CropFrame(compare, model.masks),
        empty,
        new LikenessBadge(new ViewLikeness(compare, model.workers.background()), limit),
        new MaskBar(model.masks),
        gain,
        new ScrubBar(model.runs.scrub(), gain.visibleProperty(), hints),
        new OpeningNotice(model.importer.pendingProperty()));
  }

  private BorderPane layout(CanvasPane canvas) {
    UnderCanvas under =
        new UnderCanvas(
            new TrialPane(model.trials),
            new VersionStrip(model.session, model.search, model.edits, hints),
            new QueuePane(model.runs, () -> panels.queueProperty().set(false)),
            panels);
    under.arrange(new WindowSizeClass(root, theme.scaleProperty()));
    SidePane side =
        new SidePane(model, pages.fast, new PresetMenu(pages.presets), pages.choosing(), hints);
    FilmPane film = new FilmPane(new Filmstrip(model.session, actions::close), model.search, hints);
    panels.add(film, model.session.selectedProperty().isNotNull());
    panels.add(side);
    VBox.setVgrow(canvas, Priority.ALWAYS);
    BorderPane layout = new BorderPane(new VBox(canvas, under));
    layout.setTop(
        new StudioToolbar(
            compare,
            buttons,
            model.version,
            model.masks.paintingProperty(),
            model.parts.edited() != null));
    layout.setLeft(film);
    layout.setRight(side);
    layout.setBottom(status);
    return layout;
  }

  /** Shows it, before anything slow has been done. */
  public void show() {
    stage.show();
    keys.read(model.settings.get().preferences().keys(), model.notices::tell);
    compare.requestFocus();
  }

  /** Shows the picture as the last session did, and keeps watch from then on. */
  public void restoreView() {
    view.restore();
  }

  /** The cards of the first start, unless pictures are open or on their way. */
  public void welcome(DeviceReport report) {
    pages.welcome(report, hints);
  }

  /** Opens files and folders, as if they had been dropped. */
  public void open(List<Path> paths) {
    pages.door.open(paths);
  }

  /** Remembers where the window is; the stage is closed by its owner. */
  @Override
  public void close() {
    status.stop();
    theme.stop();
    place.remember();
  }
}
