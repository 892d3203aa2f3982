package afterimage.ui.shell;

import afterimage.engine.DeviceReport;
import afterimage.job.Place;
import afterimage.settings.SettingsStore;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.film.FilmPane;
import afterimage.ui.film.Filmstrip;
import afterimage.ui.film.VersionStrip;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.PromptHistory;
import afterimage.ui.inspector.TokenCounting;
import afterimage.ui.keys.KeyHints;
import afterimage.ui.keys.KeyPages;
import afterimage.ui.keys.Keymap;
import afterimage.ui.mask.MaskControl;
import afterimage.ui.notice.Toasts;
import afterimage.ui.open.DropTarget;
import afterimage.ui.open.Importer;
import afterimage.ui.open.OpeningNotice;
import afterimage.ui.page.Pages;
import afterimage.ui.preset.PresetMenu;
import afterimage.ui.preset.Presets;
import afterimage.ui.queue.QueuePane;
import afterimage.ui.run.RefineControl;
import afterimage.ui.session.History;
import afterimage.ui.session.Session;
import afterimage.ui.settings.SettingsPage;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.style.WindowSizeClass;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.Series;
import afterimage.ui.trials.TrialControl;
import afterimage.ui.trials.TrialPane;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window's views and where they are. */
public final class StudioWindow {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private final Stage stage;
  private final SettingsStore settings;
  private final WindowPlace place;
  private final CompareView compare;
  private final CanvasPane canvas;
  private final LikenessLimit limit = new LikenessLimit();
  private final StudioToolbar toolbar;
  private final Keymap keymap = new Keymap();
  private final KeyHints hints = new KeyHints(keymap);
  private final KeyPages keys;
  private final StatusLine status = new StatusLine(hints);
  private final Toasts toasts = new Toasts();
  private final Pages pages = new Pages();
  private final EmptyState empty;
  private final DropTarget dropTarget;
  private final VersionStrip versions;
  private final StudioTheme theme;
  private final HBox presetPlace = new HBox();
  private final Panels panels = new Panels();
  private final UnderCanvas underCanvas;
  private Runnable beginSearch = () -> {};

  /** What the views show. */
  public record Content(
      Session session,
      InspectorModel values,
      PromptHistory prompts,
      RefineControl control,
      TrialControl trials,
      MaskControl masks,
      Importer importer,
      ObservableValue<Boolean> ready,
      Executor tiles,
      Executor background,
      SettingsStore settings,
      History history,
      TokenCounting counting) {}

  public StudioWindow(Stage stage, Content content, StudioActions actions) {
    this.stage = stage;
    this.settings = content.settings;
    this.place = new WindowPlace(stage, content.settings);
    this.compare =
        new CompareView(
            new CompareView.Names(
                Texts.of("compare.before"), Texts.of("compare.after"), Texts.of("compare.handle")),
            content.tiles);
    compare.setId("compare");
    this.toolbar =
        new StudioToolbar(
            compare,
            new StudioToolbar.Actions(
                actions::open,
                actions::startFromWords,
                actions::export,
                () -> actions.step(-1),
                () -> actions.step(1),
                content.masks.paintingProperty(),
                actions::blind,
                actions::settings,
                content.history),
            hints);
    this.empty =
        new EmptyState(
            actions::open,
            actions::openFolder,
            actions::startFromWords,
            actions::trySample,
            actions.hasSample());
    this.versions = new VersionStrip(new LateVersionActions(actions::versions));
    this.underCanvas =
        new UnderCanvas(
            new TrialPane(content.trials),
            versions,
            new QueuePane(content.control, this::hideQueue));
    status.onQueue(underCanvas::toggleQueue);
    content
        .control
        .rows()
        .addListener((InvalidationListener) _ -> status.showQueue(content.control.rows().size()));
    this.canvas =
        new CanvasPane(
            compare,
            limit,
            empty,
            content.masks,
            content.control.scrub(),
            new OpeningNotice(content.importer.pendingProperty()),
            hints,
            content.background);
    compare
        .failureProperty()
        .subscribe(
            why -> {
              if (why != null) {
                toasts.warn(Texts.of("canvas.undrawable"), CanvasPane.reason(why));
              }
            });
    content.values.typed().onRefused(why -> toasts.warn(why, Texts.of("typed.wrong.remedy")));
    StackPane root = new StackPane();
    root.getStyleClass().add("studio");
    this.dropTarget = new DropTarget(root, content.importer);
    StackPane.setAlignment(toasts, Pos.BOTTOM_CENTER);
    root.getChildren().addAll(layout(content, actions), toasts, dropTarget, pages);
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    this.theme = new StudioTheme(scene);
    theme.choiceProperty().set(settings.get().theme());
    theme.scaleProperty().set(settings.get().uiScale());
    underCanvas.arrange(panels, new WindowSizeClass(root, theme.scaleProperty()));
    this.keys =
        new KeyPages(
            keymap,
            changed -> settings.update(old -> old.withPreferences(p -> p.withKeys(changed))),
            pages);
    new Shortcuts(
        scene, compare, actions, runs(content, actions), pages, new Shortcuts.Keys(keymap, keys));
    status.onHelp(keys::openSheet);
    status.onPanels(panels);
    stage.setScene(scene);
    stage.setTitle(Texts.of("window.title"));
    place.restore();
  }

  private Shortcuts.Runs runs(Content content, StudioActions actions) {
    BooleanProperty locked = content.values.seedLockedProperty();
    BooleanProperty painting = content.masks.paintingProperty();
    return new Shortcuts.Runs(
        () -> actions.refine(Place.END),
        () -> actions.refine(Place.FRONT),
        content.control::cancel,
        content.values::newSeed,
        () -> locked.set(!locked.get()),
        () -> withPicture(content, () -> content.trials.toggle(Series.STRENGTHS, 0)),
        () -> withPicture(content, () -> content.trials.toggle(Series.SEEDS, 4)),
        () -> withPicture(content, () -> painting.set(!painting.get())),
        underCanvas::toggleQueue,
        panels::toggle,
        content.control.scrub(),
        () -> beginSearch.run());
  }

  /** Does what needs a picture, or says that there is none. */
  private void withPicture(Content content, Runnable action) {
    if (content.session.shown().isPresent()) {
      action.run();
    } else {
      toasts.tell(Texts.of("canvas.nothing"));
    }
  }

  private BorderPane layout(Content content, StudioActions actions) {
    content.masks.paintOn(compare);
    SidePane side = new SidePane(content, actions::refine, presetPlace, hints);
    FilmPane filmPane =
        new FilmPane(new Filmstrip(content.session, actions::close), versions::search, hints);
    beginSearch =
        () -> {
          panels.show();
          filmPane.beginSearch();
        };
    panels.add(filmPane, content.session.selectedProperty().isNotNull());
    panels.add(side);
    VBox.setVgrow(canvas, Priority.ALWAYS);
    BorderPane layout = new BorderPane(new VBox(canvas, underCanvas));
    layout.setTop(toolbar);
    layout.setLeft(filmPane);
    layout.setRight(side);
    layout.setBottom(status);
    return layout;
  }

  public void show() {
    stage.show();
    keys.read(settings.get().preferences().keys(), toasts::tell);
    compare.requestFocus();
  }

  /** Remembers where the window is; the stage is closed by its owner. */
  public void close() {
    status.stop();
    theme.stop();
    place.remember();
  }

  /** Where pictures are shown. */
  public CanvasPane canvas() {
    return canvas;
  }

  /** Puts the presets over the inspector; they need the window's messages. */
  void usePresets(Presets presets) {
    presetPlace.getChildren().setAll(new PresetMenu(presets));
    dropTarget.onPreset(presets::add);
  }

  public void offerRecents(EmptyRecents recents) {
    empty.offer(recents);
  }

  private void hideQueue() {
    underCanvas.showQueue(false);
  }

  VersionStrip versions() {
    return versions;
  }

  /** Opens a page over everything. */
  public void showPage(Node page) {
    pages.open(page, () -> {});
  }

  /** Leaves the page. */
  public void hidePage() {
    pages.close();
  }

  /**
   * Opens the settings page.
   *
   * @param changed told when the page is left
   */
  void showSettings(
      @Nullable DeviceReport devices, SettingsPage.Actions actions, Runnable changed) {
    pages.open(new SettingsPage(settings, devices, theme, actions), changed);
  }

  /** Opens the page that changes keys. */
  void showKeys() {
    keys.openPage();
  }

  KeyHints hints() {
    return hints;
  }

  public Pages pages() {
    return pages;
  }

  public CompareView compare() {
    return compare;
  }

  /** How alike before and after should stay. */
  public LikenessLimit limit() {
    return limit;
  }

  /** Whether the user looks at it. */
  boolean isLookedAt() {
    return stage.isFocused() && !stage.isIconified();
  }

  StudioToolbar toolbar() {
    return toolbar;
  }

  public StatusLine status() {
    return status;
  }

  public Toasts toasts() {
    return toasts;
  }

  public DropTarget dropTarget() {
    return dropTarget;
  }
}
