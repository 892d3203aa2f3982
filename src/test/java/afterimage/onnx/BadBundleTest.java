package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadBundleTest {
  private final OnnxEngine engine = new OnnxEngine(Path.of("target/compiled"));
  @TempDir Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    model = TinyRefiner.copyTo(folder);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void refine_undamagedCopy_works() throws Exception {
    refine();
  }

  @Test
  void refine_noSuchFolder_namesIt() {
    model = folder.resolve("nowhere");
    assertRefused("nowhere", "does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model_index.json",
        "scheduler/scheduler_config.json",
        "unet/config.json",
        "unet/model.onnx",
        "vae_encoder/model.onnx",
        "vae_decoder/model.onnx",
        "text_encoder_2/model.onnx",
        "tokenizer_2/vocab.json",
        "tokenizer_2/merges.txt"
      })
  void refine_missingFile_namesIt(String file) throws Exception {
    Files.delete(model.resolve(file));
    assertRefused(Path.of(file).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model_index.json",
        "scheduler/scheduler_config.json",
        "unet/config.json",
        "unet/model.onnx",
        "vae_encoder/model.onnx",
        "vae_decoder/config.json",
        "text_encoder_2/model.onnx",
        "tokenizer_2/vocab.json"
      })
  void refine_truncatedFile_namesIt(String file) throws Exception {
    Path damaged = model.resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(Path.of(file).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not an onnx file at all", "{}"})
  void refine_graphThatIsNone_namesIt(String content) throws Exception {
    Files.writeString(model.resolve("unet").resolve("model.onnx"), content);
    assertRefused(Path.of("unet", "model.onnx").toString(), "damaged");
  }

  @Test
  void refine_wrongTypeInConfiguration_namesFileAndKey() throws Exception {
    replace("unet/config.json", "\"in_channels\": 4", "\"in_channels\": \"four\"");
    assertRefused(Path.of("unet", "config.json").toString(), "in_channels");
  }

  @Test
  void refine_unknownSchedulerClass_namesFileAndClass() throws Exception {
    replace("scheduler/scheduler_config.json", "EulerDiscreteScheduler", "OracleScheduler");
    assertRefused("scheduler_config.json", "OracleScheduler");
  }

  @Test
  void refine_unetOfAnotherModel_namesIt() throws Exception {
    Files.copy(
        TinyRefiner.BASE.resolve("unet").resolve("model.onnx"),
        model.resolve("unet").resolve("model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("unet", "time_ids");
  }

  @Test
  void refine_textEncoderOfAnotherWidth_namesIt() throws Exception {
    Files.copy(
        TinyRefiner.BASE.resolve("text_encoder").resolve("model.onnx"),
        model.resolve("text_encoder_2").resolve("model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("text encoders", "width 24");
  }

  @Test
  void refine_decoderOfOtherChannels_namesIt() {
    TinyRefiner.writeDecoder(model, 16, 0);
    assertRefused("vae_decoder", "4 channels");
  }

  @Test
  void refine_unetReturnsNaN_isRefused() {
    TinyRefiner.writeUnet(model, Float.NaN);
    assertRefused("unet", "NaN");
  }

  @Test
  void refine_decoderReturnsNaN_isRefused() {
    TinyRefiner.writeDecoder(model, 4, Float.NaN);
    assertRefused("vae_decoder", "NaN");
  }

  @Test
  void refine_decoderReturnsBlack_isRefused() {
    TinyRefiner.writeDecoder(model, 4, -1);
    assertRefused("vae_decoder", "black");
  }

  @Test
  void refine_afterAFailure_worksAgain() throws Exception {
    Path unet = model.resolve("unet").resolve("model.onnx");
    byte[] whole = Files.readAllBytes(unet);
    Files.write(unet, Arrays.copyOf(whole, 1000));
    assertRefused("unet");
    Files.write(unet, whole);
    refine();
  }

  private void replace(String file, String from, String to) throws IOException {
    Path path = model.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::refine)
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll(parts);
  }

  private void refine() throws Exception {
    engine.run(
        ImageRequest.refine(
            OnnxEngineTest.noise(64, 64, 8, false),
            model,
            new RefineSettings("a red fox", "", 0.5, 4, 5, 6, 2.5, 7, null),
            Device.CPU),
        RefineListener.NONE,
        new Cancellation());
  }
}
