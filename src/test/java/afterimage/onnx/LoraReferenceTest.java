package afterimage.onnx;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.Closeness;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * LoRAs beside the weights give what the same weights with the LoRAs merged into them give in the
 * reference data's export, whichever naming the LoRA and the checkpoint have.
 */
class LoraReferenceTest {
  private static final Path GOLDEN = Path.of("src/test/resources/lora");
  private static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final Path FILE = REFERENCE.resolve("sgm/tiny_refiner_sgm.safetensors");
  private static final Path FOLDER = REFERENCE.resolve("pipelines/tiny_refiner");
  private static final float UNET = 5e-5f;
  private static final float TEXT = 2e-5f;

  @TempDir private static Path cache;

  @TestFactory
  Stream<DynamicTest> run_lorasOfEveryNaming_equalMergedWeights() {
    JsonNode runs = JsonMapper.shared().readTree(GOLDEN.resolve("runs.json"));
    List<DynamicTest> tests = new ArrayList<>();
    for (String run : runs.propertyNames()) {
      tests.add(test(run, FILE, ModelOptions.Weights.FULL, runs));
    }
    tests.add(test("all", FOLDER, ModelOptions.Weights.FULL, runs));
    tests.add(test("all", FILE, ModelOptions.Weights.MAPPED, runs));
    return tests.stream();
  }

  private static DynamicTest test(
      String run, Path model, ModelOptions.Weights weights, JsonNode runs) {
    List<ModelOptions.Lora> loras = new ArrayList<>();
    for (String lora : runs.path(run).propertyNames()) {
      loras.add(
          new ModelOptions.Lora(
              GOLDEN.resolve(lora + ".safetensors"), runs.path(run).path(lora).asDouble()));
    }
    return dynamicTest(
        run + ", " + model.getFileName() + ", " + weights,
        () -> {
          ModelSource source =
              ModelSource.open(model, new ModelOptions(weights, loras), Device.CPU, cache);
          hold(source, "unet", "out_sample", run, UNET);
          hold(source, "text_encoder_2", "text_embeds", run, TEXT);
        });
  }

  private static void hold(
      ModelSource source, String part, String output, String run, float tolerance)
      throws Exception {
    Path graph = Objects.requireNonNull(source.bundle().graphs().get(part));
    try (OnnxSession session =
        OnnxSession.open(part, graph, source.weights(), new Provider(Device.CPU))) {
      Map<String, Tensor> inputs = new HashMap<>();
      for (String input : session.inputNames()) {
        if (Files.exists(GOLDEN.resolve(input + ".npy"))) {
          inputs.put(input, input(input));
        }
      }
      float[] expected = NpyFile.read(GOLDEN.resolve(run + "_" + output + ".npy")).floats();
      Closeness.assertWithin(NetworkOutput.of(session, inputs, output), expected, tolerance);
    }
  }

  private static Tensor input(String name) {
    NpyFile file = NpyFile.read(GOLDEN.resolve(name + ".npy"));
    return name.equals("input_ids") ? NetworkOutput.whole(file) : file.tensor();
  }
}
