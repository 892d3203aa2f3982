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
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs that declare nothing, and give tensors of other ranks and sizes than are needed. */
class OtherOutputsTest {
  private static final int TOKENS = 77;

  @TempDir Path folder;
  private final OnnxEngine engine = new OnnxEngine(Path.of("target/compiled"));
  private Path model = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    model = TinyRefiner.copyTo(folder);
    // Loaded in no time; whatever is wrong here lies elsewhere.
    TinyRefiner.writeUnet(model, 1);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void refine_undeclaredShapesThatAreRight_works() throws Exception {
    unet(new GraphWriter().node("Identity", "out_sample", "sample"));
    textEncoder(new int[] {1, TOKENS, 32}, new int[] {1, 24});

    refine();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32", "77,32", "1,77", "1,76,32", "2,77,32", "1,77,32,1", "1,77,0"})
  void refine_hiddenStatesOfAnotherShape_isRefusedByName(String shape) {
    textEncoder(sizes(shape), new int[] {1, 24});

    assertRefused("text_encoder_2", "hidden_states.1", "[1, 77, ?]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "2,24", "1,1,24", "1,0"})
  void refine_pooledOfAnotherShape_isRefusedByName(String shape) {
    textEncoder(new int[] {1, TOKENS, 32}, sizes(shape));

    assertRefused("text_encoder_2", "text_embeds", "[1, ?]");
  }

  @Test
  void refine_hiddenStatesOfAnotherWidthThanTheUnetTakes_isRefusedByName() throws IOException {
    TinyRefiner.copyTo(folder);
    textEncoder(new int[] {1, TOKENS, 31}, new int[] {1, 24});

    assertRefused("unet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "4,4", "0", "1,4,8,8", "2,4,1,1", "1,4,64,64,1"})
  void refine_predictionOfAnotherShape_isRefusedByName(String shape) {
    int[] sizes = sizes(shape);
    unet(
        new GraphWriter()
            .weight("w", sizes, new float[size(sizes)])
            .node("Identity", "out_sample", "w"));

    assertRefused("unet", "out_sample", "[2, 4, 16, 16]");
  }

  @Test
  void refine_predictionOfWholeNumbers_isRefusedByName() {
    inputsOfUnet(new GraphWriter())
        .node("Shape", "out_sample", "sample")
        .undeclaredIntegers("out_sample")
        .write(model.resolve("unet/model.onnx"));

    assertRefused("unet", "out_sample");
  }

  @Test
  void refine_unetWithoutInputs_isRefusedByName() {
    new GraphWriter()
        .weight("w", new int[] {1}, 1)
        .node("Identity", "out_sample", "w")
        .undeclaredOutput("out_sample")
        .write(model.resolve("unet/model.onnx"));

    assertRefused("unet", "sample", "timestep");
  }

  @Test
  void refine_unetWithoutOutputs_isRefused() {
    inputsOfUnet(new GraphWriter()).write(model.resolve("unet/model.onnx"));

    assertRefused("unet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "1,3,8,8", "1,3,0,0", "1,4,64,64", "1,3,128,129", "1,3,128,128,1"})
  void refine_pictureOfAnotherShape_isRefusedByName(String shape) {
    int[] sizes = sizes(shape);
    new GraphWriter()
        .undeclaredInput("latent_sample")
        .weight("w", sizes, new float[size(sizes)])
        .node("Identity", "sample", "w")
        .undeclaredOutput("sample")
        .write(model.resolve("vae_decoder/model.onnx"));

    // ONNX Runtime infers some of these shapes when it loads the graph.
    assertRefused("vae_decoder", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "1,4,8,8", "1,8,0,0", "1,8,7,8", "2,8,8,8"})
  void refine_latentsOfAnotherShape_isRefusedByName(String shape) {
    int[] sizes = sizes(shape);
    new GraphWriter()
        .undeclaredInput("sample")
        .weight("w", sizes, new float[size(sizes)])
        .node("Identity", "latent", "w")
        .undeclaredOutput("latent")
        .write(model.resolve("vae_encoder/model.onnx"));

    assertRefused("vae_encoder", "8");
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 3, 1025})
  void refine_sizeMultipleThatNoTileHas_isRefusedByName(int multiple) throws Exception {
    Files.writeString(model.resolve("afterimage.json"), "{\"size_multiple\": " + multiple + "}");

    assertRefused(multiple == 3 ? "multiples of 3" : "size_multiple");
  }

  private GraphWriter inputsOfUnet(GraphWriter graph) {
    for (String input :
        new String[] {"sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids"}) {
      graph.undeclaredInput(input);
    }
    return graph;
  }

  private void unet(GraphWriter graph) {
    inputsOfUnet(graph).undeclaredOutput("out_sample").write(model.resolve("unet/model.onnx"));
  }

  private void textEncoder(int[] hidden, int[] pooled) {
    new GraphWriter()
        .input("input_ids", -1, -1)
        .weight("hidden", hidden, new float[size(hidden)])
        .weight("last", new int[] {1, TOKENS, 32}, new float[TOKENS * 32])
        .weight("pooled", pooled, new float[size(pooled)])
        .node("Identity", "hidden_states.0", "last")
        .node("Identity", "hidden_states.1", "hidden")
        .node("Identity", "hidden_states.2", "last")
        .node("Identity", "last_hidden_state", "last")
        .node("Identity", "text_embeds", "pooled")
        .undeclaredOutput("hidden_states.0")
        .undeclaredOutput("hidden_states.1")
        .undeclaredOutput("hidden_states.2")
        .undeclaredOutput("last_hidden_state")
        .undeclaredOutput("text_embeds")
        .write(model.resolve("text_encoder_2/model.onnx"));
  }

  private static int[] sizes(String shape) {
    return shape.isEmpty()
        ? new int[0]
        : Arrays.stream(shape.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static int size(int... shape) {
    return IntStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::refine)
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("damaged, or built in a way"));
  }

  private void refine() throws Exception {
    engine.run(
        ImageRequest.refine(
            OnnxEngineTest.noise(64, 64, 8, false),
            model,
            new RefineSettings("a red fox", "a", 0.5, 4, 5, 6, 2.5, 7, null),
            Device.CPU),
        RefineListener.NONE,
        new Cancellation());
  }
}
