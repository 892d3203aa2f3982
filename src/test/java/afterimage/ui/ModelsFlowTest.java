package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.AddedModels;
import afterimage.catalog.Licence;
import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import atlantafx.base.controls.ModalPane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint comes into the studio, is used, checked and forgotten; its terms are asked once. */
class ModelsFlowTest {
  private static final Path FILE = Path.of("src/test/resources/reference/sgm").toAbsolutePath();
  private static final Path REFINER = FILE.resolve("tiny_refiner_sgm.safetensors");
  private static final Path FOLDER =
      Path.of("src/test/resources/reference/pipelines/tiny_refiner").toAbsolutePath();
  private static final Path LORA =
      Path.of("src/test/resources/lora/kohya_diffusers.safetensors").toAbsolutePath();

  @TempDir private Path home;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(home);
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  private boolean cardIsOpen() {
    return studio.isVisible("#model-card")
        && studio.onFx(
            () -> studio.robot().lookup(".modal-pane").queryAs(ModalPane.class).isDisplay());
  }

  private void dropCheckpoint(Path path) {
    studio.drop(Dropped.files(path));
    studio.await("the card", this::cardIsOpen);
  }

  private void awaitModel(String name) {
    studio.await("the model " + name, () -> studio.text("#status-model").equals(name));
  }

  private AddedModels added() {
    return new AddedModels(home.resolve("models"));
  }

  @Test
  void drop_checkpoint_showsItsCardAndIsUsedForTheNextRunOnceAccepted() throws Exception {
    studio.dropAndAwait(Samples.write(home.resolve("photo.png"), 160, 128));

    dropCheckpoint(REFINER);
    assertThat(studio.text("#model-accept")).isEqualTo("Accept and use");
    assertThat(added().isAccepted(Licence.OPEN_RAIL)).isFalse();
    studio.activate("#model-accept");
    awaitModel("tiny_refiner_sgm");

    assertThat(added().isAccepted(Licence.OPEN_RAIL)).isTrue();
    assertThat(added().entries())
        .extracting(AddedModels.Entry::path)
        .containsExactly(REFINER.toString());
    assertThat(refineAndRead()).contains("tiny_refiner_sgm");
  }

  @Test
  void drop_tinyAutoencoder_paintsPreviewsAtFullSizeUntilItIsRemoved() throws Exception {
    Path decoder = Path.of("src/test/resources/taesd/taesd_decoder.safetensors").toAbsolutePath();
    studio.dropAndAwait(Samples.write(home.resolve("photo.png"), 160, 128));
    dropCheckpoint(REFINER);
    studio.activate("#model-accept");
    awaitModel("tiny_refiner_sgm");
    List<Double> widths = new ArrayList<>();
    studio.onFx(
        () ->
            studio
                .compare()
                .frameProperty()
                .subscribe(frame -> widths.add(frame == null ? 0 : frame.getWidth())));

    studio.drop(Dropped.files(decoder));
    studio.await("the message", () -> studio.messages().contains("shows the previews"));
    studio.focus("#compare");
    studio.refineTo(1);
    assertThat(studio.onFx(() -> List.copyOf(widths))).contains(160.0);

    studio.activate("#status-model");
    studio.await("the page", () -> studio.isVisible("#preview-decoder-remove"));
    studio.activate("#preview-decoder-remove");
    studio.press(KeyCode.ESCAPE);
    studio.onFx(() -> widths.removeIf(width -> true));
    studio.focus("#compare");
    studio.refineTo(2);
    assertThat(studio.onFx(() -> List.copyOf(widths))).contains(20.0).doesNotContain(160.0);
  }

  @Test
  void drop_folderAfterTheTermsWereAccepted_isNotAskedAgain() throws Exception {
    added().accept(Licence.OPEN_RAIL);

    dropCheckpoint(FOLDER);

    assertThat(studio.text("#model-accept")).isEqualTo("Use");
    studio.activate("#model-accept");
    awaitModel("tiny_refiner");
  }

  @Test
  void drop_checkpointAndCancel_addsNothing() throws Exception {
    dropCheckpoint(REFINER);

    studio.activate("#model-cancel");

    studio.await("the card to go", () -> !cardIsOpen());
    assertThat(added().entries()).isEmpty();
    assertThat(studio.text("#status-model")).isNotEqualTo("tiny_refiner_sgm");
  }

  @Test
  void drop_damagedCheckpoint_saysWhatIsWrong() throws Exception {
    byte[] whole = Files.readAllBytes(REFINER);
    Path half = Files.write(home.resolve("half.safetensors"), Arrays.copyOf(whole, 5000));
    Path pickle = Files.write(home.resolve("old.ckpt"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});

    studio.drop(Dropped.files(half));
    studio.await("a message", () -> studio.messages().contains("half.safetensors"));
    studio.drop(Dropped.files(pickle));
    studio.await("a message", () -> studio.messages().contains("pickle"));

    assertThat(cardIsOpen()).isFalse();
  }

  @Test
  void drop_lora_isAddedWithASliderAndChangesThePicture() throws Exception {
    added().accept(Licence.OPEN_RAIL);
    studio.dropAndAwait(Samples.write(home.resolve("photo.png"), 160, 128));
    dropCheckpoint(REFINER);
    studio.activate("#model-accept");
    awaitModel("tiny_refiner_sgm");

    studio.drop(Dropped.files(LORA));
    studio.await("the slider", () -> studio.isVisible("#lora-kohya_diffusers"));
    studio.onFx(
        () -> {
          studio.robot().lookup("#lora-kohya_diffusers").queryAs(Slider.class).setValue(0.5);
          return true;
        });

    assertThat(refineAndRead()).contains("tiny_refiner_sgm + kohya_diffusers (0.5)");
    studio.activate("#lora-remove-kohya_diffusers");
    studio.await("no slider", () -> !studio.isVisible("#lora-kohya_diffusers"));
  }

  @Test
  void generate_withTheModelInUse_takesItsLoras() throws Exception {
    added().accept(Licence.OPEN_RAIL);
    dropCheckpoint(FILE.resolve("tiny_base_sgm.safetensors"));
    studio.activate("#model-accept");
    awaitModel("tiny_base_sgm");
    String layer = "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q";
    Path lora =
        new SafetensorsWriter()
            .add(layer + ".lora_down.weight", "F16", new byte[64], 1, 32)
            .add(layer + ".lora_up.weight", "F16", new byte[64], 32, 1)
            .write(home.resolve("nothing.safetensors"));
    studio.drop(Dropped.files(lora));
    studio.await("the slider", () -> studio.isVisible("#lora-nothing"));

    studio.press(KeyCode.CONTROL, KeyCode.N);
    studio.await("the page", () -> studio.isVisible("#words-page #lora-nothing"));
    studio.focus("#words-page #prompt");
    studio.robot().write("a fox", 0);
    studio.activate("#words-generate");
    Path made = home.resolve("state/session/generated");
    studio.await("it", () -> studio.pictureCount() == 1 && Files.isDirectory(made));
    studio.await("its pixels", () -> studio.compare().beforeProperty().get() != null);

    try (Stream<Path> files = Files.list(made)) {
      Path picture =
          files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      assertThat(PictureReader.read(picture).metadata().texts().get("parameters"))
          .contains("tiny_base_sgm + nothing (1");
    }
  }

  @Test
  void modelsPage_addCheckUseRemove_works() throws Exception {
    added().accept(Licence.OPEN_RAIL);
    studio.chooseModel(REFINER);
    studio.activate("#status-model");
    studio.await("the built-in model", () -> studio.isVisible("#model-detail-afterimage-mini"));
    assertThat(studio.isVisible("#model-in-use")).isTrue();
    assertThat(studio.isVisible("#model-use-afterimage-mini")).isFalse();
    studio.activate("#models-add-file");
    studio.await("the card", this::cardIsOpen);
    studio.activate("#model-accept");
    awaitModel("tiny_refiner_sgm");

    studio.activate("#status-model");
    studio.await("the row", () -> studio.isVisible("#model-verify-tiny_refiner_sgm"));
    studio.activate("#model-verify-tiny_refiner_sgm");
    studio.await(
        "the verdict",
        () -> studio.text("#model-detail-tiny_refiner_sgm").contains("does not match a published"));
    studio.activate("#model-remove-tiny_refiner_sgm");
    studio.await("the row to go", () -> !studio.isVisible("#model-verify-tiny_refiner_sgm"));
    assertThat(added().entries()).isEmpty();
    assertThat(REFINER).exists();

    studio.activate("#model-use-afterimage-mini");
    studio.await("the built-in", () -> !studio.text("#status-model").contains("tiny"));
  }

  /** Refines, and reads what the result's file says of how it was made. */
  private String refineAndRead() throws Exception {
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a result", () -> studio.compare().afterProperty().get() != null);
    try (Stream<Path> files = Files.walk(home.resolve("state"))) {
      Path version =
          files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      return String.valueOf(
          PictureReader.read(version).metadata().texts().get(PictureMetadata.PARAMETERS));
    }
  }
}
