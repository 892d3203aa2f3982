package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.Embedding;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.SettingsText;
import afterimage.engine.TokenCount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose prompts call embeddings: those that fit change the picture, others are told. */
class EmbeddingRunTest {
  private static final OnnxEngine ENGINE = new OnnxEngine(Path.of("target/compiled"));
  private static final Path BASE = Path.of("src/test/resources/reference/pipelines/tiny_base");
  private static final Path GRAPHS = Path.of("src/test/resources/reference/onnx/tiny_base");
  private static final Path ORB =
      Path.of("src/test/resources/reference-2/textual_inversion/orb1.safetensors");
  private static final Path STYLE =
      Path.of("src/test/resources/reference-2/textual_inversion/style4.safetensors");

  @TempDir private Path folder;

  private final List<String> notices = new ArrayList<>();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private ImageResult made(String prompt, Path model, Embedding... embeddings) throws Exception {
    RefineSettings settings = new RefineSettings(prompt, "", 0.3, 2, 5, 6, 2.5, 7, null);
    ImageRequest request =
        new ImageRequest(
            new ImageRequest.Start.FromNoise(new PixelSize(64, 64)),
            new ModelRef(model).withEmbeddings(List.of(embeddings)),
            settings,
            Device.CPU);
    RefineListener listener =
        new RefineListener() {
          @Override
          public void notice(String message) {
            notices.add(message);
          }
        };
    return ENGINE.run(request, listener, new Cancellation());
  }

  private static int[] pixels(ImageResult result) {
    int[] all = new int[64 * 64];
    for (int y = 0; y < 64; y++) {
      result.picture().argbRow(y, all, y * 64);
    }
    return all;
  }

  @Test
  void run_embeddingThatFits_changesThePictureAndIsRecorded() throws Exception {
    ImageResult plain = made("a photo of orb1", BASE);
    ImageResult called = made("a photo of orb1", BASE, new Embedding(ORB));

    assertThat(notices).isEmpty();
    assertThat(pixels(called)).isNotEqualTo(pixels(plain));
    assertThat(called.embeddings())
        .singleElement()
        .satisfies(
            used -> {
              assertThat(used.title()).isEqualTo("orb1");
              assertThat(used.hash()).matches("[0-9a-f]{12}");
            });
    assertThat(SettingsText.of(called, 0, "afterimage 1"))
        .contains("TI hashes: \"orb1: " + called.embeddings().getFirst().hash() + "\"");
    assertThat(SettingsText.of(plain, 0, "afterimage 1")).doesNotContain("TI hashes");
  }

  @Test
  void run_otherVectorsUnderTheSameName_areEncodedAnew() throws Exception {
    int[] orb = pixels(made("x", BASE, new Embedding("x", ORB, null)));
    int[] style = pixels(made("x", BASE, new Embedding("x", STYLE, null)));

    assertThat(style).isNotEqualTo(orb);
    assertThat(pixels(made("x", BASE, new Embedding("x", ORB, null)))).isEqualTo(orb);
  }

  @Test
  void run_weightedEmbedding_isWeighted() throws Exception {
    Embedding orb = new Embedding(ORB);

    assertThat(pixels(made("a (orb1:1.5)", BASE, orb)))
        .isNotEqualTo(pixels(made("a orb1", BASE, orb)));
  }

  @Test
  void run_embeddingOfAnotherWidth_isToldAndTheRunGoesOn() throws Exception {
    Path wide = folder.resolve("wide.safetensors");
    new SafetensorsWriter()
        .add("clip_l", "F32", ones(768), 1, 768)
        .add("clip_g", "F32", ones(1280), 1, 1280)
        .write(wide);

    ImageResult result = made("a wide fox", BASE, new Embedding(wide));

    assertThat(pixels(result)).isEqualTo(pixels(made("a wide fox", BASE)));
    assertThat(result.embeddings()).isEmpty();
    assertThat(notices).singleElement().asString().contains("wide", "768", "24");
  }

  @Test
  void run_embeddingOfStableDiffusion15_isToldByName() throws Exception {
    Path old = folder.resolve("old.safetensors");
    new SafetensorsWriter().add("emb_params", "F32", ones(768), 1, 768).write(old);

    made("an old fox", BASE, new Embedding(old));

    assertThat(notices).singleElement().asString().contains("old", "Stable Diffusion 1.5", "768");
  }

  @Test
  void run_embeddingOfOneEncoder_isToldByName() throws Exception {
    Path half = folder.resolve("half.safetensors");
    new SafetensorsWriter().add("clip_g", "F32", ones(32), 1, 32).write(half);

    made("half a fox", BASE, new Embedding(half));

    assertThat(notices).singleElement().asString().contains("half", "text_encoder");
  }

  @Test
  void run_damagedFile_isToldByName() throws Exception {
    made("a fox", BASE, new Embedding("fox", folder.resolve("gone.safetensors"), null));

    assertThat(notices).singleElement().asString().contains("gone");
  }

  @Test
  void run_modelOfGraphs_tellsThatItTakesNone() throws Exception {
    ImageResult result = made("a photo of orb1", GRAPHS, new Embedding(ORB));

    assertThat(result.embeddings()).isEmpty();
    assertThat(notices).singleElement().asString().contains("orb1", "ONNX");
  }

  @Test
  void countTokens_embedding_countsItsVectorsAndNamesIt() throws Exception {
    ModelRef model = new ModelRef(BASE).withEmbeddings(List.of(new Embedding(STYLE)));

    assertThat(ENGINE.countTokens(model, "(style4:1.2)", false))
        .isEqualTo(new TokenCount(4, 75, 1, List.of("style4")));
    assertThat(ENGINE.countTokens(model, "style4", true))
        .isEqualTo(new TokenCount(4, 75, 1, List.of("style4")));
    assertThat(ENGINE.countTokens(model, "style4 ".repeat(19), false))
        .isEqualTo(new TokenCount(76, 75, 2, List.of("style4")));
  }

  private static byte[] ones(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[count];
    Arrays.fill(values, 1);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
