package afterimage.ui;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.HubEndpoint;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.download.RetryPolicy;
import afterimage.onnx.SharedEngine;
import afterimage.settings.Preferences;
import afterimage.settings.SettingsStore;
import afterimage.settings.Theme;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.export.EditedFile;
import afterimage.ui.shell.StudioParts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.Spinner;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.robot.KeyboardRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The studio in a window, with the real engine and the built-in model, worked by a robot. Only the
 * platform's file dialogs are replaced: the headless platform has none. Our own models stay loaded
 * from one test to the next.
 */
final class OpenStudio implements AutoCloseable {
  /** Long enough for a slow machine: nothing waits so long unless it is broken. */
  private static final long PATIENCE_SECONDS = Long.getLong("afterimage.patience", 300);

  private final FxRobot robot = new FxRobot();
  private final SharedEngine engine;
  private final SettingsStore settings;
  private final Path home;
  private final ModelSource source;
  private final List<Path> models;
  private final List<Path> samples;
  private final @Nullable EditedFile edited;
  private final Studio studio;
  private @Nullable Path saveTo;
  private @Nullable Path model;
  private @Nullable Path chosenPicture;
  private @Nullable Path chosenFolder;

  private OpenStudio(Path home, Theme theme, List<Path> models, boolean introduced)
      throws TimeoutException {
    this(home, theme, models, introduced, null, unreachable());
  }

  private OpenStudio(
      Path home,
      Theme theme,
      List<Path> models,
      boolean introduced,
      @Nullable EditedFile edited,
      ModelSource source)
      throws TimeoutException {
    this.source = source;
    this.home = home;
    this.edited = edited;
    this.models = models;
    this.samples = introduced ? List.of() : List.of(Samples.PHOTO);
    engine = new SharedEngine(home.resolve("cache"));
    settings = SettingsStore.open(home.resolve("settings.json"));
    settings.update(old -> old.withTheme(theme));
    if (introduced) {
      settings.update(old -> old.withPreferences(Preferences::asIntroduced));
    }
    FxToolkit.registerPrimaryStage();
    List<Studio> made = new ArrayList<>();
    FxToolkit.setupStage(
        stage -> {
          Studio opened = new Studio(stage, parts());
          opened.show();
          made.add(opened);
        });
    studio = made.getFirst();
    await("a model", () -> !text("#status-model").isEmpty());
  }

  /** Opens it with its settings in a folder. */
  static OpenStudio in(Path home) throws TimeoutException {
    return new OpenStudio(home, Theme.AUTO, List.of(), true);
  }

  /** Opens it as who starts it for the first time, with the bundled sample. */
  static OpenStudio firstTime(Path home, Theme theme) throws TimeoutException {
    return new OpenStudio(home, theme, List.of(), false);
  }

  /** Opens it on another program's file, as {@code afterimage edit} does. */
  static OpenStudio editing(Path home, EditedFile edited) throws TimeoutException {
    OpenStudio studio = new OpenStudio(home, Theme.AUTO, List.of(), true, edited, unreachable());
    studio.open(edited.file());
    studio.await("the picture", () -> studio.pictureCount() == 1 && studio.nothingOpening());
    return studio;
  }

  /** Opens it in a theme. */
  static OpenStudio in(Path home, Theme theme) throws TimeoutException {
    return new OpenStudio(home, theme, List.of(), true);
  }

  /** Opens it with further models after the built-in one. */
  static OpenStudio with(Path home, List<Path> models) throws TimeoutException {
    return new OpenStudio(home, Theme.AUTO, models, true);
  }

  /** Opens it in a theme, with further models after the built-in one. */
  static OpenStudio with(Path home, Theme theme, List<Path> models) throws TimeoutException {
    return new OpenStudio(home, theme, models, true);
  }

  /** Opens it in a theme, with models that can be had, as who starts it for the first time. */
  static OpenStudio withSource(Path home, Theme theme, ModelSource source) throws TimeoutException {
    return new OpenStudio(home, theme, List.of(), false, null, source);
  }

  /** The models that people are offered, from a server that is not there. */
  private static ModelSource unreachable() {
    return new ModelSource(
        PublishedModels.shipped(),
        HubEndpoint.of(Map.of("HF_ENDPOINT", "http://127.0.0.1:9")),
        RetryPolicy.USUAL,
        List.of());
  }

  private List<Path> roots() {
    List<Path> roots = new ArrayList<>();
    roots.add(Path.of(System.getProperty("afterimage.models"), "afterimage-mini"));
    roots.addAll(models);
    roots.add(home.resolve("models"));
    return roots;
  }

  private StudioParts parts() {
    return new StudioParts(
        engine,
        new ModelCatalog(roots()),
        () -> source,
        settings,
        _ -> new ChosenFiles(),
        home.resolve("state"),
        "Afterimage test",
        samples,
        edited);
  }

  SettingsStore settings() {
    return settings;
  }

  FxRobot robot() {
    return robot;
  }

  CompareView compare() {
    return robot.lookup("#compare").queryAs(CompareView.class);
  }

  /** Drops something on the canvas. */
  boolean drop(Dropped dropped) {
    return onFx(() -> dropped.on(robot.lookup(".canvas").query()));
  }

  /** Opens something as the command line and a second start of the program do. */
  void open(Path... paths) {
    onFx(
        () -> {
          studio.open(List.of(paths));
          return true;
        });
  }

  /** Drops pictures and waits until the first one is on the canvas. */
  void dropAndAwait(Path... pictures) {
    int before = pictureCount();
    drop(Dropped.files(pictures));
    await("the picture", () -> pictureCount() == before + pictures.length && nothingOpening());
  }

  int pictureCount() {
    return onFx(() -> robot.lookup("#filmstrip").queryListView().getItems().size());
  }

  private boolean nothingOpening() {
    return compare().beforeProperty().get() != null;
  }

  /** Where the next save dialog points. */
  void saveTo(Path target) {
    saveTo = target;
  }

  /** Which file the next dialog for a model chooses. */
  void chooseModel(Path file) {
    model = file;
  }

  /** Which picture the next dialog for pictures chooses. */
  void choosePicture(Path file) {
    chosenPicture = file;
  }

  /** Which folder the next folder dialog answers. */
  void chooseFolder(Path folder) {
    chosenFolder = folder;
  }

  /** Gives a node the keyboard. */
  void focus(String query) {
    onFx(
        () -> {
          robot.lookup(query).query().requestFocus();
          return true;
        });
  }

  boolean isFocused(String query) {
    return onFx(() -> robot.lookup(query).query().isFocused());
  }

  boolean isDisabled(String query) {
    return onFx(() -> robot.lookup(query).query().isDisabled());
  }

  /** Whatever a node is asked for, on the FX thread. */
  <N extends Node, T> T of(String query, Class<N> type, Function<N, T> question) {
    return onFx(() -> question.apply(robot.lookup(query).queryAs(type)));
  }

  /** Refines the picture on the canvas and waits for the version of that number. */
  void refineTo(int number) {
    String expected = "Version " + number + " of " + number;
    press(KeyCode.CONTROL, KeyCode.ENTER);
    await("a result", () -> text("#version").equals(expected));
    await("the end", () -> !isVisible("#cancel"));
  }

  /** Sets the number of steps, as if it were typed. */
  void steps(int steps) {
    of(
        "#steps",
        Spinner.class,
        spinner -> {
          spinner.getEditor().setText(String.valueOf(steps));
          spinner.commitValue();
          return true;
        });
  }

  void press(KeyCode... keys) {
    robot.push(keys);
  }

  /**
   * Presses keys that only move the keyboard's focus: waits once until the window has seen to it,
   * where {@link #press} also waits for each key by itself.
   */
  void moveFocus(KeyCode... keys) {
    KeyboardRobot keyboard = robot.robotContext().getKeyboardRobot();
    keyboard.pressNoWait(keys);
    keyboard.releaseNoWait(List.of(keys).reversed().toArray(new KeyCode[0]));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Presses a button as the keyboard does: focus and Space. */
  void activate(String query) {
    onFx(
        () -> {
          robot.lookup(query).query().requestFocus();
          return true;
        });
    robot.push(KeyCode.SPACE);
  }

  /** Clicks a node wherever it is: what moves it meanwhile does not send the click elsewhere. */
  void clickItself(String query) {
    onFx(
        () -> {
          Mouse.click(robot.lookup(query).query());
          return true;
        });
  }

  /** What is seen now and can have the keyboard. */
  Set<Node> focusable() {
    return robot
        .lookup((Node node) -> node.isFocusTraversable() && !node.isDisabled() && isShown(node))
        .queryAll();
  }

  boolean isVisible(String query) {
    return onFx(() -> robot.lookup(query).tryQuery().map(OpenStudio::isShown).orElse(false));
  }

  /** Nothing is seen of a node in a pane that is hidden, such as a page that was left. */
  private static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  String text(String query) {
    return onFx(
        () -> robot.lookup(query).tryQueryAs(Labeled.class).map(Labeled::getText).orElse(""));
  }

  /** What the messages over the window say, all of them. */
  String messages() {
    return onFx(
        () ->
            robot.lookup("#toasts .notification").queryAll().stream()
                .map(Node::getAccessibleText)
                .collect(Collectors.joining("\n")));
  }

  /** Waits until a condition holds, looked at on the FX thread. */
  void await(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
    } catch (TimeoutException e) {
      throw new AssertionError(
          "waited in vain for %s; messages: '%s'; the keyboard is with %s; seen in %s"
              .formatted(what, messages(), onFx(this::focusOwner), picture()),
          e);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  private String focusOwner() {
    return String.valueOf(compare().getScene().getFocusOwner());
  }

  /** What the window shows, as a file. */
  private Path picture() {
    return photograph(Path.of("target", "waited-in-vain-" + System.nanoTime() + ".png"));
  }

  /** Saves what the window shows. */
  Path photograph(Path file) {
    WritableImage shot = onFx(() -> compare().getScene().snapshot(null));
    int width = (int) shot.getWidth();
    int height = (int) shot.getHeight();
    int[] argb = new int[width * height];
    shot.getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, argb, 0, width);
    try {
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), work);
  }

  @Override
  public void close() throws TimeoutException {
    onFx(
        () -> {
          studio.close();
          return true;
        });
    engine.close();
    settings.close();
    FxToolkit.cleanupStages();
  }

  /** Answers that the test chose before. */
  private final class ChosenFiles implements FileDialogs {
    @Override
    public List<Path> choosePictures(@Nullable Path folder) {
      return chosenPicture == null ? List.of() : List.of(chosenPicture);
    }

    @Override
    public Optional<Path> chooseFolder(@Nullable Path folder) {
      return Optional.ofNullable(chosenFolder);
    }

    @Override
    public Optional<Path> chooseModel(@Nullable Path folder) {
      return Optional.ofNullable(model);
    }

    @Override
    public Optional<Path> chooseTarget(@Nullable Path folder, String name) {
      return Optional.ofNullable(saveTo);
    }

    @Override
    public Optional<Path> chooseTableTarget(String name) {
      return Optional.ofNullable(saveTo);
    }

    @Override
    public Optional<Path> chooseJson() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> chooseJsonTarget(String name) {
      return Optional.ofNullable(saveTo);
    }
  }
}
