package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.animation.AnimationTimer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ListView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done in whatever order, the canvas shows the chosen picture and no other: random
 * walks through the studio with pictures and versions of random sizes, each of colours of its own,
 * whose pixels are compared with a plain painter's. Another walk: {@code
 * -Dafterimage.canvas.seed=N}; longer ones: {@code -Dafterimage.canvas.steps=N}.
 */
class CanvasTruthTest {
  private static final int STEPS = Integer.getInteger("afterimage.canvas.steps", 60);
  private static final int WALKS = Integer.getInteger("afterimage.canvas.walks", 2);
  private static final int[] SIDES = {1, 2, 3, 17, 64, 200, 511, 512, 513, 1025, 2100, 4000};
  private static final long MAX_PIXELS = 6_000_000;
  private static final int GRID = 24;
  private static final int TOLERANCE = 2;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @TempDir Path folder;

  private final Map<Path, Picture> truth = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<Integer> colors = new ArrayList<>();
  private long seed;
  private RandomGenerator random = new Random();

  @SuppressWarnings("NullAway.Init") // opened by each walk
  private OpenStudio studio;

  private boolean maybeMissing;

  @Test
  void walk_random_canvasShowsTheChosenPicture() throws Exception {
    Long wanted = Long.getLong("afterimage.canvas.seed");
    for (int walk = 0; walk < WALKS; walk++) {
      seed = wanted != null ? wanted + walk : new Random().nextLong();
      random = new Random(seed);
      log.clear();
      truth.clear();
      colors.clear();
      maybeMissing = false;
      Path place = Files.createDirectory(folder.resolve("walk" + walk));
      try {
        walk(place);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "-Dafterimage.canvas.seed=" + seed + " after " + String.join(", ", log), e);
      }
    }
  }

  private void walk(Path place) throws Exception {
    List<Path> pictures = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pictures.add(paint(place.resolve("picture" + i + ".png"), randomSide(), randomSide()));
    }
    studio = OpenStudio.in(place.resolve("home"));
    try {
      studio.dropAndAwait(pictures.subList(0, 4).toArray(new Path[0]));
      for (Source source : sources()) {
        addVersions(place, source);
      }
      for (int step = 0; step < STEPS; step++) {
        step(place, pictures);
        awaitPulse();
        assertNoForeignColour();
        awaitTruth();
        assertGraphicsStateIsAsItWas();
      }
    } finally {
      studio.close();
    }
  }

  private void step(Path place, List<Path> pictures) throws Exception {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> choose();
      case 5 -> resize();
      case 6 -> restart(place);
      case 7 -> closeOne();
      case 8 -> key("undo", KeyCode.CONTROL, KeyCode.Z);
      case 9, 10 -> key("mode", KeyCode.M);
      case 11 -> zoom();
      case 12 -> key("older", KeyCode.LEFT);
      case 13 -> key("newer", KeyCode.RIGHT);
      case 14 -> key("before", KeyCode.ALT, random.nextBoolean() ? KeyCode.RIGHT : KeyCode.LEFT);
      case 15 -> key("swap", KeyCode.C);
      case 16, 17 -> moveAwayOrBack(pictures);
      case 18 -> open(place, pictures);
      default -> refineLate();
    }
  }

  private void choose() {
    int count = studio.pictureCount();
    if (count == 0) {
      return;
    }
    // Several at once, as with the arrow keys: what was chosen first arrives last.
    int[] chosen =
        IntStream.range(0, 1 + random.nextInt(3)).map(_ -> random.nextInt(count)).toArray();
    note(
        "choose "
            + IntStream.of(chosen).mapToObj(String::valueOf).collect(Collectors.joining("+")));
    Source former = selected();
    studio.onFx(
        () -> {
          for (int index : chosen) {
            filmstrip().getSelectionModel().select(index);
          }
          return true;
        });
    // What was not left is not read again, however often it is chosen.
    boolean left = IntStream.of(chosen).anyMatch(index -> sources().get(index) != former);
    maybeMissing &= !left;
  }

  private void resize() {
    int width = 900 + random.nextInt(500);
    int height = 620 + random.nextInt(300);
    note("resize " + width + "x" + height);
    studio.onFx(
        () -> {
          studio.compare().getScene().getWindow().setWidth(width);
          studio.compare().getScene().getWindow().setHeight(height);
          return true;
        });
  }

  private void restart(Path place) throws Exception {
    note("restart");
    studio.close();
    studio = OpenStudio.in(place.resolve("home"));
    maybeMissing = true;
  }

  private void closeOne() {
    if (studio.pictureCount() > 1) {
      note("close");
      studio.focus("#filmstrip");
      studio.press(KeyCode.DELETE);
      maybeMissing = true;
    }
  }

  private void key(String name, KeyCode... keys) {
    note(name);
    studio.onFx(
        () -> {
          if (studio.compare().isVisible()) {
            studio.compare().requestFocus();
          }
          return true;
        });
    studio.press(keys);
    if (name.equals("undo")) {
      maybeMissing = true;
    }
  }

  private void zoom() {
    double scale = Math.pow(2, random.nextInt(8) - 3);
    double x = random.nextDouble();
    double y = random.nextDouble();
    note("zoom %s at %.2f,%.2f".formatted(scale, x, y));
    studio.onFx(
        () -> {
          CompareView view = studio.compare();
          view.zoom()
              .lookAt(
                  scale,
                  x * view.viewportProperty().get().imageWidth(),
                  y * view.viewportProperty().get().imageHeight());
          return true;
        });
  }

  private void moveAwayOrBack(List<Path> pictures) throws Exception {
    Path picture = pictures.get(random.nextInt(pictures.size()));
    Path away = picture.resolveSibling(picture.getFileName() + ".away");
    boolean there = Files.exists(picture);
    note((there ? "take away " : "bring back ") + picture.getFileName());
    Files.move(there ? picture : away, there ? away : picture);
    maybeMissing = true;
  }

  private void open(Path place, List<Path> pictures) throws Exception {
    Path picture = pictures.get(random.nextInt(pictures.size()));
    note("open " + picture.getFileName());
    studio.drop(Dropped.files(picture));
    studio.await("the drop", () -> !studio.isVisible("#opening"));
    for (Source source : sources()) {
      if (source.versions().isEmpty()) {
        addVersions(place, source);
      }
    }
    maybeMissing = true;
  }

  /** A small picture's refine that ends whenever it likes. */
  private void refineLate() {
    Source source = selected();
    if (source == null || studio.isVisible("#cancel")) {
      return;
    }
    Picture picture = truth.get(source.file());
    if (picture == null || picture.width() > 200 || picture.height() > 200) {
      return;
    }
    note("refine");
    studio.activate("#quality-fast");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
  }

  /** Until the window has been drawn once with all that has been done. */
  private void awaitPulse() throws InterruptedException {
    CountDownLatch drawn = new CountDownLatch(2);
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            drawn.countDown();
          }
        };
    studio.onFx(
        () -> {
          timer.start();
          return true;
        });
    assertThat(drawn.await(1, TimeUnit.MINUTES)).isTrue();
    studio.onFx(
        () -> {
          timer.stop();
          return true;
        });
  }

  private void awaitTruth() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Optional<String> wrong;
    do {
      wrong = studio.onFx(this::wrong);
      if (wrong.isEmpty()) {
        return;
      }
      Thread.sleep(20);
    } while (System.nanoTime() < end);
    throw new AssertionError(wrong.get());
  }

  /** What is wrong with the canvas now; nothing if it shows what it should. For the FX thread. */
  private Optional<String> wrong() throws PictureException {
    Source source = filmstrip().getSelectionModel().getSelectedItem();
    boolean shows = studio.compare().isVisible();
    boolean fails = isVisible("#canvas-failure");
    if (source == null) {
      return shows || fails ? Optional.of("nothing is chosen, something is shown") : ok();
    }
    if (fails == shows) {
      return Optional.of("shows " + shows + ", fails " + fails);
    }
    if (fails) {
      boolean blames = studio.text("#canvas-failure-title").contains(source.name());
      boolean excused = maybeMissing || !Files.exists(source.file());
      return blames && excused && studio.isDisabled("#refine") ? ok() : Optional.of("fails");
    }
    if (!maybeMissing && !Files.exists(source.file())) {
      return Optional.of(source.name() + " is away but shown");
    }
    if (!studio.text("#status-picture").contains(source.name())) {
      return Optional.of("the line under it says " + studio.text("#status-picture"));
    }
    return wrongPixels(source);
  }

  private Optional<String> wrongPixels(Source source) throws PictureException {
    CompareView view = studio.compare();
    Version before = source.beforeProperty().get();
    Version after = source.shownProperty().get();
    boolean runs = view.frameProperty().get() != null;
    Picture area = pixels(source.file());
    PlainPainter painter =
        new PlainPainter(
            area,
            before == null ? area : pixels(before.file()),
            after == null ? null : pixels(after.file()),
            view.modeProperty().get(),
            view.swappedProperty().get(),
            view.splitProperty().get(),
            view.gains().of(view.modeProperty().get()),
            view.viewportProperty().get(),
            view.getWidth());
    if (painter.viewport().imageWidth() != area.width()
        || painter.viewport().imageHeight() != area.height()) {
      return Optional.of("the viewport is another picture's: " + painter.viewport());
    }
    if (runs) {
      return ok(); // A preview is on it, whose colours nobody knows.
    }
    WritableImage shot = canvas().snapshot(null, null);
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        int x = (int) ((column + 0.5) * shot.getWidth() / GRID);
        int y = (int) ((row + 0.5) * shot.getHeight() / GRID);
        OptionalInt right = painter.at(x + 0.5, y + 0.5);
        int seen = shot.getPixelReader().getArgb(x, y);
        // The snapshot lies on white.
        int expected = right.orElse(seen) == PlainPainter.NOTHING ? 0xffffffff : right.orElse(seen);
        if (distance(expected, seen) > TOLERANCE) {
          return Optional.of(
              "%s at %d,%d: %08x instead of %08x, mode %s, after %s, %s"
                  .formatted(
                      source.name(),
                      x,
                      y,
                      seen,
                      expected,
                      painter.mode(),
                      after == null ? "none" : String.valueOf(after.number()),
                      painter.viewport()));
        }
      }
    }
    return ok();
  }

  /** Also before it comes to rest, no pixel is another picture's. */
  private void assertNoForeignColour() {
    String foreign =
        studio.onFx(
            () -> {
              Source source = filmstrip().getSelectionModel().getSelectedItem();
              if (source == null || !studio.compare().isVisible() || madeOfBoth()) {
                return "";
              }
              List<Integer> own = new ArrayList<>(colorsOf(source.file()));
              source.versions().forEach(version -> own.addAll(colorsOf(version.file())));
              WritableImage shot = canvas().snapshot(null, null);
              for (int i = 0; i < GRID * GRID; i++) {
                int x = (int) ((i % GRID + 0.5) * shot.getWidth() / GRID);
                int row = i / GRID;
                int y = (int) ((row + 0.5) * shot.getHeight() / GRID);
                int seen = shot.getPixelReader().getArgb(x, y);
                if (colors.contains(seen) && !own.contains(seen)) {
                  return "%s, but %d,%d is %08x".formatted(source.name(), x, y, seen);
                }
              }
              return "";
            });
    assertThat(foreign).isEmpty();
  }

  private boolean madeOfBoth() {
    return studio.compare().modeProperty().get().isMadeOfBoth();
  }

  private List<Integer> colorsOf(Path file) {
    Picture picture = truth.get(file);
    return picture == null
        ? List.of()
        : List.of(
            picture.argb(0, 0),
            picture.argb(picture.width() - 1, 0),
            picture.argb(0, picture.height() - 1),
            picture.argb(picture.width() - 1, picture.height() - 1));
  }

  /** Nothing is left saved, clipped, moved or faded. */
  private void assertGraphicsStateIsAsItWas() {
    studio.onFx(
        () -> {
          GraphicsContext gc = canvas().getGraphicsContext2D();
          assertThat(gc.getTransform().isIdentity()).isTrue();
          assertThat(gc.getGlobalAlpha()).isEqualTo(1);
          assertThat(gc.getEffect(null)).isNull();
          gc.setGlobalAlpha(0.5);
          gc.restore();
          assertThat(gc.getGlobalAlpha()).as("a save without its restore").isEqualTo(0.5);
          gc.setGlobalAlpha(1);
          return true;
        });
  }

  private void addVersions(Path place, Source source) throws Exception {
    Picture of = pixels(source.file());
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      boolean other = random.nextInt(3) == 0;
      String id = UUID.randomUUID().toString();
      Path file = place.resolve("home/state/versions").resolve(id + ".png");
      Files.createDirectories(file.getParent());
      paint(file, other ? randomSide() : of.width(), other ? randomSide() : of.height());
      studio.onFx(
          () -> {
            source.add(
                new Version(id, source.nextNumber(), file, settings(), "test", Instant.EPOCH));
            return true;
          });
    }
  }

  private static RefineSettings settings() {
    return new RefineSettings("", "", 0.5, 10, 1, 6, 2.5, 1, null, AdvancedSettings.DEFAULT);
  }

  /** Four quarters, each of a colour that no other picture has. */
  private Path paint(Path file, int width, int wantedHeight) throws PictureException {
    int height = (int) Math.min(wantedHeight, MAX_PIXELS / width);
    int[] quarters = IntStream.range(0, 4).map(_ -> nextColor()).toArray();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = quarters[(x * 2 >= width ? 1 : 0) + (y * 2 >= height ? 2 : 0)];
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (argb >> 16);
        rgb[at + 1] = (byte) (argb >> 8);
        rgb[at + 2] = (byte) argb;
      }
    }
    Picture picture = Picture.of8Bit(width, height, rgb, null);
    PictureWriter.write(picture, file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    truth.put(file, picture);
    note("%s is %d x %d".formatted(file.getFileName(), width, height));
    return file;
  }

  private int nextColor() {
    int color;
    do {
      color =
          0xff000000
              | (random.nextInt(30) * 8) << 16
              | (random.nextInt(30) * 8) << 8
              | random.nextInt(30) * 8;
    } while (colors.contains(color));
    colors.add(color);
    return color;
  }

  private int randomSide() {
    return SIDES[random.nextInt(SIDES.length)];
  }

  /** The pixels that a file has, or had before it was taken away. */
  private Picture pixels(Path file) throws PictureException {
    Picture known = truth.get(file);
    if (known == null) {
      known = PictureReader.read(file).picture();
      truth.put(file, known);
    }
    return known;
  }

  private List<Source> sources() {
    return studio.onFx(() -> List.copyOf(filmstrip().getItems()));
  }

  private @Nullable Source selected() {
    return studio.onFx(() -> filmstrip().getSelectionModel().getSelectedItem());
  }

  private ListView<Source> filmstrip() {
    return studio.robot().lookup("#filmstrip").queryListView();
  }

  private Canvas canvas() {
    return studio.robot().lookup("#compare-canvas").queryAs(Canvas.class);
  }

  private boolean isVisible(String query) {
    return studio.isVisible(query);
  }

  private void note(String what) {
    log.add(what);
  }

  private static Optional<String> ok() {
    return Optional.empty();
  }

  private static int distance(int one, int other) {
    int most = 0;
    for (int shift = 24; shift >= 0; shift -= 8) {
      most = Math.max(most, Math.abs(((one >> shift) & 0xff) - ((other >> shift) & 0xff)));
    }
    return most;
  }
}
