package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.settings.Preset;
import afterimage.settings.PresetFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that come back: presets, former prompts, what pictures carry. */
class PresetFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
    studio.activate("#quality-fast");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void preset_savedSharedDeletedAndOpenedAgain_setsItsValues() throws Exception {
    prompt("warm, vivid");
    strength(0.6);
    openPage();
    studio.of("#preset-name", TextField.class, field -> type(field, "Golden hour"));
    studio.activate("#preset-save");
    studio.await("saving", () -> studio.messages().contains("“Golden hour” was saved"));
    Path saved = folder.resolve("home/presets/Golden hour.json");
    Preset preset = PresetFolder.read(saved);
    assertThat(preset.settings().prompt()).isEqualTo("warm, vivid");
    Path shared = Files.copy(saved, folder.resolve("from a friend.json"));

    studio.onFx(
        () -> {
          studio.robot().lookup("#preset-list").queryListView().requestFocus();
          studio.robot().lookup("#preset-list").queryListView().getSelectionModel().select(0);
          return true;
        });
    studio.press(KeyCode.DELETE);
    studio.await("deleting", () -> !Files.exists(saved));
    studio.activate("#preset-done");

    prompt("cool");
    strength(0.2);
    studio.drop(Dropped.files(shared));
    studio.await("the preset", () -> Files.exists(saved) && prompt().equals("warm, vivid"));
    assertThat(strength()).isEqualTo(0.6);
  }

  @Test
  void preset_nameThatIsTaken_comesBackIfUndone() throws Exception {
    PresetFolder mine = new PresetFolder(folder.resolve("home/presets"));
    RefineSettings soft = new RefineSettings("soft", "", 0.4, 10, 5, 6, 2.5, 1, null);
    mine.save(new Preset("Soft", "Afterimage mini", soft));
    PresetFolder theirs = new PresetFolder(folder.resolve("elsewhere"));
    theirs.save(new Preset("Soft", "Afterimage mini", soft.withPrompt("calm")));

    studio.drop(Dropped.files(theirs.fileOf("Soft")));
    studio.await("the preset", () -> prompt().equals("calm"));
    studio.await("the notice", () -> studio.messages().contains("replaced the preset"));

    assertThat(mine.all()).hasSize(1);
    assertThat(mine.all().getFirst().settings().prompt()).isEqualTo("calm");
    studio.activate(".toasts .button");
    studio.await("the former one", () -> mine.all().getFirst().settings().prompt().equals("soft"));
  }

  @Test
  void preset_thatCannotBeRead_isNamedAndStays() throws Exception {
    Path presets = Files.createDirectories(folder.resolve("home/presets"));
    Path damaged = presets.resolve("Soft.json");
    Files.writeString(damaged, "{ prec");

    openPage();
    studio.of("#preset-name", TextField.class, field -> type(field, "Soft"));
    studio.activate("#preset-save");

    studio.await("the notice", () -> studio.messages().contains("cannot be read: Soft.json"));
    assertThat(damaged).hasContent("{ prec");
    assertThat(new PresetFolder(presets).all()).hasSize(1);
  }

  @Test
  void drop_presetTogetherWithPictures_takesBoth() throws Exception {
    PresetFolder elsewhere = new PresetFolder(folder.resolve("elsewhere"));
    RefineSettings soft = new RefineSettings("soft, calm", "", 0.4, 10, 5, 6, 2.5, 1, null);
    elsewhere.save(new Preset("Soft", "Afterimage mini", soft));

    studio.drop(
        Dropped.files(
            Samples.write(folder.resolve("two.png"), 48, 64),
            elsewhere.fileOf("Soft"),
            Samples.write(folder.resolve("three.png"), 56, 48)));
    studio.await("the pictures", () -> studio.pictureCount() == 3);
    studio.await("the preset", () -> prompt().equals("soft, calm"));

    studio.await("saving", () -> Files.exists(folder.resolve("home/presets/Soft.json")));
    assertThat(studio.messages()).contains("“Soft”").doesNotContain("could not be opened");
  }

  @Test
  void open_presetAndPictureFromTheCommandLine_eachGoesItsWay() throws Exception {
    Path file = Files.writeString(folder.resolve("odd.json"), "{\"a\": 1}");
    Path picture = Samples.write(folder.resolve("two.png"), 32, 32);
    int before = studio.pictureCount();
    studio.open(file, picture);

    studio.await("the picture", () -> studio.pictureCount() == before + 1);
    studio.await("the message", () -> studio.messages().contains("odd.json is not a preset"));
    assertThat(studio.messages()).doesNotContain("is not a picture");
  }

  @Test
  void preset_fileThatIsNone_isNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("odd.json"), "{\"a\": 1}");

    studio.drop(Dropped.files(file));
    studio.await("the message", () -> studio.messages().contains("odd.json is not a preset"));
  }

  @Test
  void history_altUp_bringsFormerPromptsBackAndTheDraftAtTheEnd() {
    prompt("warm");
    studio.refineTo(1);
    prompt("cool");
    studio.refineTo(2);
    prompt("a draft");

    studio.focus("#prompt");
    studio.press(KeyCode.ALT, KeyCode.UP);
    assertThat(prompt()).isEqualTo("cool");
    studio.press(KeyCode.ALT, KeyCode.UP);
    assertThat(prompt()).isEqualTo("warm");
    studio.press(KeyCode.ALT, KeyCode.DOWN);
    studio.press(KeyCode.ALT, KeyCode.DOWN);
    assertThat(prompt()).isEqualTo("a draft");
  }

  @Test
  void drop_pictureWithSettings_offersThemAndTakesThemOnlyIfAsked() throws Exception {
    Path file = folder.resolve("from a1111.png");
    PictureWriter.write(
        Samples.middle(48, 64),
        file,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE.withText(
            PictureMetadata.PARAMETERS,
            "bright\nNegative prompt: dark\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 77"));
    assertThat(studio.isVisible("#found-settings")).isFalse();

    studio.dropAndAwait(file);
    studio.await("the offer", () -> studio.isVisible("#found-settings"));
    assertThat(studio.text("#found-text")).contains("A1111");
    assertThat(prompt()).isEmpty();

    studio.activate("#found-use");
    assertThat(prompt()).isEqualTo("bright");
    String seed = studio.of("#seed", TextField.class, TextField::getText);
    assertThat(seed).isEqualTo("77");
    assertThat(studio.isVisible("#found-settings")).isFalse();
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(prompt()).isEmpty();
  }

  private void openPage() {
    studio.onFx(
        () -> {
          MenuButton menu = studio.robot().lookup("#presets").queryAs(MenuButton.class);
          menu.show();
          menu.getItems().getLast().fire();
          menu.hide();
          return true;
        });
    studio.await("the page", () -> studio.isVisible("#preset-page"));
  }

  private static boolean type(TextField field, String text) {
    field.setText(text);
    return true;
  }

  private String prompt() {
    return studio.of("#prompt", TextArea.class, TextArea::getText);
  }

  private void prompt(String text) {
    studio.of(
        "#prompt",
        TextArea.class,
        area -> {
          area.setText(text);
          return true;
        });
  }

  private double strength() {
    return studio.of("#strength", Slider.class, Slider::getValue);
  }

  private void strength(double value) {
    studio.of(
        "#strength",
        Slider.class,
        slider -> {
          slider.setValue(value);
          return true;
        });
  }
}
