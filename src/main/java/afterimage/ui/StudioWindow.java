package afterimage.ui;

import afterimage.engine.DeviceReport;
import afterimage.settings.SettingsStore;
import afterimage.settings.WindowBounds;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.canvas.SimilarityBadge;
import afterimage.ui.file.Importer;
import afterimage.ui.film.Filmstrip;
import afterimage.ui.film.VersionStrip;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.InspectorView;
import afterimage.ui.run.QueuePane;
import afterimage.ui.run.RefineControl;
import afterimage.ui.run.RunPanel;
import afterimage.ui.session.History;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.settings.SettingsPage;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.text.Texts;
import afterimage.ui.toast.Toasts;
import atlantafx.base.controls.ModalPane;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window's views and where they are. */
final class StudioWindow {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;
  private static final double MIN_WIDTH = 880;
  private static final double MIN_HEIGHT = 560;
  private static final double BADGE_INSET = 16;

  private final Stage stage;
  private final SettingsStore settings;
  private final CompareView compare;
  private final StudioToolbar toolbar;
  private final StatusLine status = new StatusLine();
  private final Toasts toasts = new Toasts();
  private final ModalPane modal = new ModalPane();
  private final EmptyState empty;
  private final DropTarget dropTarget;
  private final VersionStrip versions;
  private final QueuePane queue;
  private final StudioTheme theme;

  /** What the views show. */
  record Content(
      Session session,
      InspectorModel values,
      RefineControl control,
      Importer importer,
      ObservableValue<Boolean> ready,
      Executor tiles,
      Executor background,
      SettingsStore settings,
      History history) {}

  /** What the buttons and keys do. */
  interface Actions {
    void open();

    void openFolder();

    void paste();

    void trySample();

    boolean hasSample();

    void export();

    void step(int by);

    void settings();

    void close(Source source);

    /** Versions, once the window's messages are there to offer a way back. */
    VersionActions versions();

    void undo();

    void redo();

    void starShown();

    void useShownAsBefore();
  }

  StudioWindow(Stage stage, Content content, Actions actions) {
    this.stage = stage;
    this.settings = content.settings;
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
                actions::export,
                () -> actions.step(-1),
                () -> actions.step(1),
                actions::settings,
                content.history));
    this.empty =
        new EmptyState(actions::open, actions::openFolder, actions::trySample, actions.hasSample());
    this.versions = new VersionStrip(new LateVersionActions(actions));
    this.queue = new QueuePane(content.control, () -> showQueue(false));
    showQueue(false);
    status.onQueue(this::toggleQueue);
    content
        .control
        .rows()
        .addListener((InvalidationListener) _ -> status.showQueue(content.control.rows().size()));
    StackPane root = new StackPane();
    root.getStyleClass().add("studio");
    this.dropTarget = new DropTarget(root, content.importer);
    StackPane.setAlignment(toasts, Pos.BOTTOM_CENTER);
    root.getChildren().addAll(layout(content, actions), toasts, dropTarget, modal);
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    this.theme = new StudioTheme(scene);
    theme.choiceProperty().set(settings.get().theme());
    new Shortcuts(
        scene,
        compare,
        new Shortcuts.Actions(
            content.control::refine,
            content.control::cancel,
            actions::open,
            actions::paste,
            actions::export,
            () -> actions.step(-1),
            () -> actions.step(1),
            content.values::newSeed,
            () ->
                content.values.seedLockedProperty().set(!content.values.seedLockedProperty().get()),
            actions::undo,
            actions::redo,
            actions::starShown,
            actions::useShownAsBefore,
            this::toggleQueue));
    stage.setScene(scene);
    stage.setTitle(Texts.of("window.title"));
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    restoreBounds();
  }

  private BorderPane layout(Content content, Actions actions) {
    SimilarityBadge badge =
        new SimilarityBadge(
            compare,
            Texts.of("similarity.tooltip"),
            (ssim, psnr) ->
                Double.isInfinite(psnr)
                    ? Texts.of("similarity.same")
                    : Texts.of("similarity", ssim, psnr),
            content.background);
    StackPane.setAlignment(badge, Pos.BOTTOM_LEFT);
    StackPane.setMargin(badge, new Insets(BADGE_INSET));
    StackPane canvas = new StackPane(compare, badge, empty);
    canvas.getStyleClass().add("canvas");
    InspectorView inspector = new InspectorView(content.values);
    VBox.setVgrow(inspector, Priority.ALWAYS);
    VBox side = new VBox(inspector, new RunPanel(content.control, content.ready));
    side.getStyleClass().add("side");
    Filmstrip film = new Filmstrip(content.session, actions::close);
    content
        .session
        .selectedProperty()
        .subscribe(
            source -> {
              film.setVisible(source != null);
              film.setManaged(source != null);
            });
    VBox.setVgrow(canvas, Priority.ALWAYS);
    BorderPane layout = new BorderPane(new VBox(canvas, versions, queue));
    layout.setTop(toolbar);
    layout.setLeft(film);
    layout.setRight(side);
    layout.setBottom(status);
    return layout;
  }

  void show() {
    stage.show();
    compare.requestFocus();
  }

  /** Remembers where the window is; the stage is closed by its owner. */
  void close() {
    status.stop();
    settings.update(
        old ->
            old.withWindow(
                new WindowBounds(
                    stage.getX(),
                    stage.getY(),
                    stage.getWidth(),
                    stage.getHeight(),
                    stage.isMaximized())));
  }

  void showBefore(@Nullable MipPyramid pyramid) {
    compare.beforeProperty().set(pyramid);
    empty.setVisible(pyramid == null);
    compare.setVisible(pyramid != null);
  }

  void nameBefore(String name) {
    compare.nameBefore(name);
  }

  private void toggleQueue() {
    showQueue(!queue.isVisible());
  }

  private void showQueue(boolean visible) {
    queue.setVisible(visible);
    queue.setManaged(visible);
  }

  VersionStrip versions() {
    return versions;
  }

  void showAfter(@Nullable MipPyramid pyramid) {
    compare.afterProperty().set(pyramid);
  }

  void showFrame(@Nullable Image frame) {
    compare.frameProperty().set(frame);
  }

  /**
   * Opens the settings page.
   *
   * @param changed told when the page is left
   * @param models opens the models
   */
  void showSettings(@Nullable DeviceReport devices, Runnable changed, Runnable models) {
    modal.show(
        new SettingsPage(
            settings,
            devices,
            theme.choiceProperty()::set,
            models,
            () -> {
              modal.hide();
              changed.run();
            }));
  }

  /** Opens a page over everything. */
  void showPage(Node page) {
    modal.show(page);
  }

  /** Leaves the page. */
  void hidePage() {
    modal.hide();
  }

  StudioToolbar toolbar() {
    return toolbar;
  }

  StatusLine status() {
    return status;
  }

  Toasts toasts() {
    return toasts;
  }

  DropTarget dropTarget() {
    return dropTarget;
  }

  /** The strip is built before what its menu does, which needs the window's messages. */
  private record LateVersionActions(Actions actions) implements VersionActions {
    @Override
    public void delete(Version version) {
      actions.versions().delete(version);
    }

    @Override
    public void star(Version version) {
      actions.versions().star(version);
    }

    @Override
    public void useAsBefore(Version version) {
      actions.versions().useAsBefore(version);
    }

    @Override
    public void useSettings(Version version) {
      actions.versions().useSettings(version);
    }
  }

  /** Puts the window where it was, unless that screen is gone. */
  private void restoreBounds() {
    WindowBounds bounds = settings.get().window();
    if (bounds == null || !(bounds.width() >= MIN_WIDTH) || !(bounds.height() >= MIN_HEIGHT)) {
      return;
    }
    Rectangle2D place = new Rectangle2D(bounds.x(), bounds.y(), bounds.width(), bounds.height());
    boolean visible =
        Screen.getScreens().stream().anyMatch(screen -> screen.getVisualBounds().intersects(place));
    if (visible) {
      stage.setX(bounds.x());
      stage.setY(bounds.y());
      stage.setWidth(bounds.width());
      stage.setHeight(bounds.height());
    }
    stage.setMaximized(bounds.maximized());
  }
}
