package afterimage.ui;

import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.settings.Theme;
import afterimage.ui.file.FxPictures;
import atlantafx.base.controls.Notification;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.transform.Transform;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of the window that the documentation shows, in both themes; no test, so it
 * runs only when it is named: {@code mvn -q -Pquick test -Dtest=ScreenshotTour}.
 */
class ScreenshotTour {
  private static final Path OUT =
      Path.of(System.getProperty("afterimage.screenshots", "docs/screenshots"));
  private static final long SETTLING_MILLIS = 600;
  private static final double QUALITY = 0.9;

  /** Standard deviation of the noise in levels of 255. */
  private static final double GRAIN = 16;

  /** Shown in the window, so it has a name as a user's folder would. */
  private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "Pictures");

  @TempDir Path temporary;

  @Test
  void tour() throws Exception {
    Files.createDirectories(folder);
    try (OpenStudio studio = OpenStudio.firstTime(temporary.resolve("first"), Theme.AUTO)) {
      Shots shots = new Shots(studio);
      shots.size(1280, 800);
      studio.await("the cards", () -> studio.isVisible("#welcome"));
      shots.take("first-run");
    }
    try (OpenStudio studio = OpenStudio.in(temporary.resolve("home"))) {
      Shots shots = new Shots(studio);
      shots.size(1280, 800);
      shots.take("empty");
      studio.dropAndAwait(
          grainy(folder.resolve("brushes.png")),
          Samples.write(folder.resolve("dandelion.png"), 480, 640),
          settingsFrom(folder.resolve("seeds.png")));
      studio.await("all", () -> studio.pictureCount() == 3);
      select(studio, 0);
      running(studio, shots);
      pages(studio, shots);
      compare(studio, shots);
      large(shots);
      queueAndError(studio, shots);
      trials(studio, shots);
      blind(studio, shots);
    }
  }

  private static void running(OpenStudio studio, Shots shots) throws Exception {
    studio.activate("#quality-best");
    studio.of(
        "#prompt",
        TextArea.class,
        prompt -> {
          prompt.setText("vivid");
          return true;
        });
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a preview", () -> studio.compare().frameProperty().get() != null);
    shots.take("running");
    studio.await("the end", () -> studio.text("#version").equals("Version 1 of 1"));
    studio.focus("#compare");
  }

  private static void compare(OpenStudio studio, Shots shots) throws Exception {
    shots.take("split");
    for (String mode : List.of("side-by-side", "difference", "heat-map")) {
      studio.activate("#mode-" + mode);
      studio.focus("#compare");
      shots.take(mode);
    }
    studio.activate("#mode-split");
    studio.focus("#compare");
  }

  private static void trials(OpenStudio studio, Shots shots) throws Exception {
    studio.await("the photo", () -> studio.text("#status-picture").contains("brushes"));
    studio.press(KeyCode.T);
    studio.await("the strengths", () -> finished(studio) == 5);
    shots.take("strengths");
    studio.press(KeyCode.V);
    studio.await("the variations", () -> finished(studio) == 4);
    shots.take("variations");
    studio.press(KeyCode.V);
  }

  private static long finished(OpenStudio studio) {
    return studio.robot().lookup(".trial .field-help").queryAllAs(Label.class).stream()
        .filter(label -> label.getText().matches("\\d+ steps?"))
        .count();
  }

  private static void pages(OpenStudio studio, Shots shots) throws Exception {
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.E);
    studio.await("the page", () -> studio.isVisible("#export-page"));
    shots.take("export");
    studio.press(KeyCode.ESCAPE);
    studio.activate("#settings");
    studio.await("the page", () -> studio.isVisible("#settings-page"));
    shots.take("settings");
    studio.activate("#settings-hardware");
    studio.await("the page", () -> studio.isVisible("#hardware-page"));
    shots.take("hardware");
    studio.press(KeyCode.ESCAPE);
    studio.focus("#compare");
    studio.press(KeyCode.F1);
    studio.await("the page", () -> studio.isVisible("#shortcut-sheet"));
    shots.take("keys");
    studio.press(KeyCode.ESCAPE);
    studio.focus("#compare");
  }

  private static void blind(OpenStudio studio, Shots shots) throws Exception {
    studio.refineTo(2);
    studio.refineTo(3);
    studio.focus("#compare");
    studio.press(KeyCode.A);
    studio.await("the pair", () -> studio.text("#blind-progress").startsWith("1 of"));
    shots.take("blind");
    List<KeyCode> votes = List.of(KeyCode.LEFT, KeyCode.LEFT, KeyCode.DOWN, KeyCode.RIGHT);
    int pairs = Integer.parseInt(studio.text("#blind-progress").replaceFirst("1 of ", ""));
    for (int i = 0; i < pairs; i++) {
      String place = i + 1 + " of " + pairs;
      studio.await("the pair", () -> studio.text("#blind-progress").equals(place));
      studio.press(votes.get(i % votes.size()));
    }
    studio.await("the results", () -> studio.isVisible("#blind-results"));
    shots.take("win-rates");
    studio.press(KeyCode.ESCAPE);
  }

  private void queueAndError(OpenStudio studio, Shots shots) throws Exception {
    studio.focus("#compare");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    studio.activate("#queue-all");
    shots.take("queue");
    for (int waiting = 0; waiting < 2; waiting++) {
      studio.focus("#compare");
      studio.press(KeyCode.ESCAPE);
    }
    studio.activate("#queue-pause");
    studio.focus("#compare");
    studio.press(KeyCode.Q);
    studio.drop(Dropped.files(Files.writeString(folder.resolve("letter.png"), "Dear picture")));
    studio.await("the message", () -> !studio.messages().isEmpty());
    shots.take("error");
    studio.of(
        ".notification",
        Notification.class,
        message -> {
          message.getOnClose().handle(new Event(Event.ANY));
          return true;
        });
    select(studio, 2);
    studio.await("the offer", () -> studio.isVisible("#found-settings"));
    studio.activate("#mask");
    shots.take("found-settings");
    studio.activate("#mask");
    select(studio, 0);
  }

  private static void large(Shots shots) throws Exception {
    shots.scaled("split-200-percent", 2);
    shots.laidOut("split-2560x1440", 2560, 1440);
  }

  /** A colourful photo at 768x512 as a camera would have taken it in bad light. */
  private static Path grainy(Path file) throws Exception {
    BufferedImage photo =
        ImageIO.read(
            Path.of(System.getProperty("afterimage.assets"), "samples", "brushes.jpg").toFile());
    BufferedImage small = new BufferedImage(768, 512, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(
        photo.getScaledInstance(768, 512, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    Random random = new Random(1);
    for (int y = 0; y < small.getHeight(); y++) {
      for (int x = 0; x < small.getWidth(); x++) {
        int rgb = small.getRGB(x, y);
        int noisy = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          long value = Math.round((rgb >> shift & 255) + GRAIN * random.nextGaussian());
          noisy |= Math.clamp(value, 0, 255) << shift;
        }
        small.setRGB(x, y, noisy);
      }
    }
    ImageIO.write(small, "png", file.toFile());
    return file;
  }

  private static void select(OpenStudio studio, int index) {
    studio.of(
        "#filmstrip",
        ListView.class,
        list -> {
          list.getSelectionModel().select(index);
          return true;
        });
  }

  private static Path settingsFrom(Path file) throws Exception {
    PictureWriter.write(
        Samples.middle(300, 300),
        file,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE.withText(
            PictureMetadata.PARAMETERS,
            "bright, warm\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 77"));
    return file;
  }

  /** Snapshots of the whole window in both themes. */
  private record Shots(OpenStudio studio) {
    void size(double width, double height) {
      studio.onFx(
          () -> {
            Window window = studio.compare().getScene().getWindow();
            window.setWidth(width);
            window.setHeight(height);
            return true;
          });
    }

    void take(String name) throws Exception {
      for (boolean dark : new boolean[] {false, true}) {
        theme(dark);
        Thread.sleep(SETTLING_MILLIS);
        save(name + (dark ? "-dark" : "-light"), 1);
      }
      theme(false);
    }

    void scaled(String name, double scale) throws Exception {
      for (boolean dark : new boolean[] {false, true}) {
        theme(dark);
        Thread.sleep(SETTLING_MILLIS);
        save(name + (dark ? "-dark" : "-light"), scale);
      }
      theme(false);
    }

    /** In both themes at a size that the headless platform's screen does not have. */
    void laidOut(String name, double width, double height) throws Exception {
      for (boolean dark : new boolean[] {false, true}) {
        theme(dark);
        Thread.sleep(SETTLING_MILLIS);
        WritableImage image =
            studio.onFx(
                () -> {
                  Parent root = studio.compare().getScene().getRoot();
                  root.resize(width, height);
                  root.layout();
                  WritableImage shot = root.snapshot(new SnapshotParameters(), null);
                  root.resize(root.getScene().getWidth(), root.getScene().getHeight());
                  return shot;
                });
        write(image, name + (dark ? "-dark" : "-light"));
      }
      theme(false);
    }

    private static void write(WritableImage image, String name) throws Exception {
      PictureWriter.write(
          FxPictures.toPicture(image),
          OUT.resolve(name + ".jpg"),
          new WriteOptions(QUALITY, true),
          PictureMetadata.NONE);
    }

    private void theme(boolean dark) {
      studio.onFx(
          () -> {
            Application.setUserAgentStylesheet(
                dark
                    ? new PrimerDark().getUserAgentStylesheet()
                    : new PrimerLight().getUserAgentStylesheet());
            Parent root = studio.compare().getScene().getRoot();
            root.pseudoClassStateChanged(PseudoClass.getPseudoClass("dark"), dark);
            return true;
          });
    }

    private void save(String name, double scale) throws Exception {
      WritableImage image =
          studio.onFx(
              () -> {
                SnapshotParameters parameters = new SnapshotParameters();
                parameters.setTransform(Transform.scale(scale, scale));
                Node root = studio.compare().getScene().getRoot();
                return root.snapshot(parameters, null);
              });
      write(image, name);
    }
  }
}
