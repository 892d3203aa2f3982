package afterimage.ui;

import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.settings.SettingsStore;
import afterimage.settings.Theme;
import atlantafx.base.controls.Notification;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.event.Event;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of the window that the documentation shows, in both themes and all sizes; no
 * test, so it runs only when it is named: {@code mvn -q -Pquick test -Dtest=ScreenshotTour}.
 */
class ScreenshotTour {
  private static final Path OUT =
      Path.of(System.getProperty("afterimage.screenshots", "docs/screenshots"));

  /** Standard deviation of the noise in levels of 255. */
  private static final double GRAIN = 16;

  /** So many steps that the run goes on while it is looked at. */
  private static final int MANY_STEPS = 60;

  /** A map of what changed is made in the background. */
  private static final long MAPPING_MILLIS = 1500;

  private static final Path MODELS = Path.of(System.getProperty("afterimage.reference.models"));

  /** Shown in the window, so it has a name as a user's folder would. */
  private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "Pictures");

  private final Screenshots shots = new Screenshots(OUT);

  @TempDir Path temporary;

  @Test
  void tour() throws Exception {
    Files.createDirectories(folder);
    try {
      for (double uiScale : new double[] {1, 2}) {
        Path homes = temporary.resolve("at-" + uiScale);
        firstRun(home(homes.resolve("first"), uiScale));
        allElse(home(homes.resolve("home"), uiScale));
      }
    } finally {
      shots.writeSheets();
    }
  }

  /** A home whose settings have a size of texts and controls. */
  private static Path home(Path home, double uiScale) throws Exception {
    try (SettingsStore settings = SettingsStore.open(home.resolve("settings.json"))) {
      settings.update(old -> old.withUiScale(uiScale));
    }
    return home;
  }

  private void firstRun(Path home) throws Exception {
    try (OpenStudio studio = OpenStudio.firstTime(home, Theme.AUTO)) {
      studio.await("the cards", () -> studio.isVisible("#welcome"));
      shots.take(studio, "first-run");
      studio.press(KeyCode.ESCAPE);
      studio.await("no cards", () -> !studio.isVisible("#welcome"));
      shots.take(studio, "empty");
    }
  }

  private void allElse(Path home) throws Exception {
    List<Path> models = List.of(MODELS.resolve("tiny_base"), MODELS.resolve("tiny_refiner"));
    Files.deleteIfExists(folder.resolve("dandelion.png"));
    Files.deleteIfExists(folder.resolve("seeds.png"));
    try (OpenStudio studio = OpenStudio.with(home, models)) {
      studio.dropAndAwait(
          grainy(folder.resolve("brushes.png")),
          Samples.write(folder.resolve("dandelion.png"), 480, 640),
          settingsFrom(folder.resolve("seeds.png")));
      studio.await("all", () -> studio.pictureCount() == 3);
      select(studio, 0);
      running(studio);
      pages(studio);
      compare(studio);
      queueAndError(studio);
      trials(studio);
      blind(studio);
    }
  }

  private void running(OpenStudio studio) throws Exception {
    studio.of(
        "#prompt",
        TextArea.class,
        prompt -> {
          prompt.setText("vivid");
          return true;
        });
    studio.steps(MANY_STEPS);
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a preview", () -> studio.compare().frameProperty().get() != null);
    shots.take(studio, "running");
    studio.focus("#compare");
    studio.press(KeyCode.ESCAPE);
    studio.await("the end", () -> !studio.isVisible("#cancel"));
    studio.activate("#quality-best");
    studio.focus("#compare");
    studio.refineTo(1);
    studio.focus("#compare");
  }

  private void compare(OpenStudio studio) throws Exception {
    shots.take(studio, "split");
    for (String mode : List.of("side-by-side", "difference", "heat-map")) {
      studio.activate("#mode-" + mode);
      studio.focus("#compare");
      Thread.sleep(MAPPING_MILLIS);
      shots.take(studio, mode);
    }
    Clicks.on(studio, 730, 60); // The wall in the photo's corner, which lost its grain.
    shots.take(studio, "protected");
    studio.activate("#protect-undo");
    keepAtLeast(studio);
    studio.press(KeyCode.F);
    shots.take(studio, "panels-hidden");
    studio.press(KeyCode.F);
    studio.activate("#mode-split");
    studio.focus("#compare");
  }

  private void keepAtLeast(OpenStudio studio) throws Exception {
    studio.activate("#mode-split");
    studio.activate("#similarity");
    studio.press(KeyCode.SPACE);
    studio.await("the warning", () -> studio.text("#similarity").contains("below"));
    shots.take(studio, "stay-above");
    studio.press(KeyCode.SPACE);
    studio.press(KeyCode.ESCAPE);
    studio.focus("#compare");
  }

  private void trials(OpenStudio studio) throws Exception {
    studio.await("the photo", () -> studio.text("#status-picture").contains("brushes"));
    studio.press(KeyCode.T);
    studio.await("the strengths", () -> finished(studio) == 5);
    shots.take(studio, "strengths");
    studio.press(KeyCode.V);
    studio.await("the variations", () -> finished(studio) == 4);
    shots.take(studio, "variations");
    studio.press(KeyCode.V);
    studio.activate("#quality-fast"); // What follows shows no more of the pictures' quality.
  }

  private static long finished(OpenStudio studio) {
    return studio.robot().lookup(".trial .field-help").queryAllAs(Label.class).stream()
        .filter(label -> label.getText().matches("\\d+ steps?"))
        .count();
  }

  private void pages(OpenStudio studio) throws Exception {
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.E);
    page(studio, "#export-page", "export");
    studio.activate("#settings");
    studio.await("the page", () -> studio.isVisible("#settings-page"));
    shots.take(studio, "settings");
    studio.activate("#settings-hardware");
    page(studio, "#hardware-page", "hardware");
    studio.activate("#settings");
    studio.await("the page", () -> studio.isVisible("#settings-page"));
    studio.activate("#settings-keys");
    studio.await("the page", () -> studio.isVisible("#keys-page"));
    studio.activate("#keys-of-blink");
    studio.press(KeyCode.X);
    studio.activate("#keys-of-star");
    shots.take(studio, "change-keys");
    studio.activate("#keys-reset-all");
    leave(studio, "#keys-page");
    studio.focus("#compare");
    studio.press(KeyCode.F1);
    page(studio, "#shortcut-sheet", "keys");
    studio.activate("#status-model");
    page(studio, "#models-page", "models");
    presets(studio);
    words(studio);
  }

  private void page(OpenStudio studio, String page, String name) throws Exception {
    studio.await("the page " + page, () -> studio.isVisible(page));
    shots.take(studio, name);
    leave(studio, page);
  }

  private static void leave(OpenStudio studio, String page) {
    studio.press(KeyCode.ESCAPE);
    studio.await("no page", () -> !studio.isVisible(page));
    studio.focus("#compare");
  }

  private void presets(OpenStudio studio) throws Exception {
    studio.onFx(
        () -> {
          MenuButton menu = studio.robot().lookup("#presets").queryAs(MenuButton.class);
          menu.show();
          menu.getItems().getLast().fire();
          menu.hide();
          return true;
        });
    studio.await("the page", () -> studio.isVisible("#preset-page"));
    for (String name : List.of("Evening light", "Scans")) {
      studio.of(
          "#preset-name",
          TextField.class,
          field -> {
            field.setText(name);
            return true;
          });
      studio.activate("#preset-save");
      studio.await("saving", () -> studio.messages().contains(name));
    }
    closeMessages(studio);
    page(studio, "#preset-page", "presets");
  }

  private void words(OpenStudio studio) throws Exception {
    studio.press(KeyCode.CONTROL, KeyCode.N);
    studio.await("the fields", () -> studio.isVisible("#words-page #prompt"));
    studio.focus("#words-page #prompt");
    studio.robot().write("a lighthouse in the (evening:1.2) sun", 0);
    page(studio, "#words-page", "words");
  }

  private static void closeMessages(OpenStudio studio) {
    studio.onFx(
        () -> {
          studio.robot().lookup("#toasts .notification").queryAllAs(Notification.class).stream()
              .toList()
              .forEach(message -> message.getOnClose().handle(new Event(Event.ANY)));
          return true;
        });
  }

  private void blind(OpenStudio studio) throws Exception {
    studio.refineTo(2);
    studio.refineTo(3);
    studio.focus("#compare");
    studio.press(KeyCode.A);
    studio.await("the pair", () -> studio.text("#blind-progress").startsWith("1 of"));
    shots.take(studio, "blind");
    List<KeyCode> votes = List.of(KeyCode.LEFT, KeyCode.LEFT, KeyCode.DOWN, KeyCode.RIGHT);
    int pairs = Integer.parseInt(studio.text("#blind-progress").replaceFirst("1 of ", ""));
    for (int i = 0; i < pairs; i++) {
      String place = i + 1 + " of " + pairs;
      studio.await("the pair", () -> studio.text("#blind-progress").equals(place));
      studio.press(votes.get(i % votes.size()));
    }
    studio.await("the results", () -> studio.isVisible("#blind-results"));
    shots.take(studio, "win-rates");
    studio.press(KeyCode.ESCAPE);
  }

  private void queueAndError(OpenStudio studio) throws Exception {
    studio.focus("#compare");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    studio.activate("#queue-all");
    shots.take(studio, "queue");
    for (int waiting = 0; waiting < 2; waiting++) {
      studio.focus("#compare");
      studio.press(KeyCode.ESCAPE);
    }
    studio.activate("#queue-pause");
    studio.focus("#compare");
    studio.press(KeyCode.Q);
    studio.drop(Dropped.files(Files.writeString(folder.resolve("letter.png"), "Dear picture")));
    studio.await("the message", () -> !studio.messages().isEmpty());
    shots.take(studio, "error");
    closeMessages(studio);
    select(studio, 2);
    studio.await("the offer", () -> studio.isVisible("#found-settings"));
    studio.activate("#mask");
    shots.take(studio, "found-settings");
    studio.activate("#mask");
    select(studio, 0);
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
}
