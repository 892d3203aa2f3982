package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.diffusion.pipeline.AddedVectors;
import afterimage.diffusion.pipeline.TextEncoder;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.onnx.model.OnnxTextEncoder;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.NpyFile;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Text encoders exported otherwise, with int32 ids for instance, against the same recordings. */
@Tag("reference")
class TextEncoderVariantsTest {
  private static final float TOLERANCE = 2e-5f;

  @TestFactory
  Stream<DynamicTest> encode_variant_givesTheRecordedEmbeddings() {
    ReferenceModels models = new ReferenceModels(Path.of("unused"));
    return ReferenceModels.all("onnx").stream().flatMap(model -> tests(model, models));
  }

  private static Stream<DynamicTest> tests(Path model, ReferenceModels models) {
    Path variants = model.resolve("variants");
    Optional<RecordedRun> run =
        RecordedRun.all().stream()
            .filter(candidate -> candidate.has("last_hidden_state_text_encoder_2_prompt"))
            .filter(candidate -> models.of(candidate, "onnx").equals(Optional.of(model)))
            .findFirst();
    if (!Files.isDirectory(variants) || run.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> folders = Files.list(variants)) {
      List<Path> encoders =
          folders
              .filter(folder -> folder.getFileName().toString().startsWith("text_encoder_2"))
              .toList();
      return encoders.stream()
          .map(folder -> dynamicTest(folder.toString(), () -> compare(folder, run.get())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(Path folder, RecordedRun run) throws Exception {
    NpyFile recorded = run.npy("input_ids_text_encoder_2_prompt");
    long[] flat = recorded.longs();
    int tokens = recorded.shape()[1];
    int[][] ids = new int[recorded.shape()[0]][tokens];
    for (int i = 0; i < flat.length; i++) {
      ids[i / tokens][i % tokens] = (int) flat[i];
    }
    Path graph = folder.resolve("model.onnx");
    try (OnnxSession session =
        OnnxSession.open("text_encoder_2", graph, new Provider(Device.CPU))) {
      TextEncoder.Output output =
          new OnnxTextEncoder(session).encode(ids, AddedVectors.NONE, 0, new Cancellation());
      Tensor embeds = Objects.requireNonNull(output.textEmbeds());
      close(embeds.data(), run.tensor("text_embeds_text_encoder_2_prompt").data());
      close(
          output.lastHiddenState().data(),
          run.tensor("last_hidden_state_text_encoder_2_prompt").data());
    }
  }

  private static void close(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(TOLERANCE));
    }
  }
}
