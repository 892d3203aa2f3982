package afterimage.onnx;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.onnx.model.ModelSource;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import afterimage.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every kind of the LoRA family, in the namings of the programs that train them. */
@Tag("reference")
class LoraKindsReferenceTest {
  private static final String ONE_FOR_ALL = "l10";
  private static final List<String> TEXT_ENCODERS = List.of("text_encoder", "text_encoder_2");

  @TempDir private static Path cache;

  @TestFactory
  Stream<DynamicTest> run_everyKind_equalsMergedWeights() {
    if (!ReferenceSet.SECOND.has("lora")) {
      return Stream.empty();
    }
    try (Stream<Path> cases = Files.list(ReferenceSet.SECOND.path("lora"))) {
      return cases.sorted().filter(Files::isDirectory).toList().stream()
          .flatMap(folder -> Stream.concat(tests(folder), testOfTwoWeights(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<DynamicTest> tests(Path folder) {
    String name = String.valueOf(folder.getFileName());
    JsonNode recorded = ReferenceSet.SECOND.json("lora", name, "case.json");
    return recorded
        .get("strengths")
        .valueStream()
        .flatMap(
            strength ->
                ways(name)
                    .map(
                        weights ->
                            dynamicTest(
                                name + " by " + strength + ", weights " + weights,
                                () -> {
                                  double by = strength.asDouble();
                                  hold(folder, recorded, by, by, weights);
                                })));
  }

  /** The UNet by one strength and the text encoders by another, where both were recorded. */
  private static Stream<DynamicTest> testOfTwoWeights(Path folder) {
    String name = String.valueOf(folder.getFileName());
    JsonNode recorded = ReferenceSet.SECOND.json("lora", name, "case.json");
    return recorded
        .get("strengths")
        .valueStream()
        .map(JsonNode::asDouble)
        .filter(strength -> strength != 1 && name.startsWith("l01"))
        .map(
            strength ->
                dynamicTest(
                    name + ", the UNet by " + strength + ", text by 1",
                    () -> hold(folder, recorded, strength, 1, ModelOptions.Weights.FULL)));
  }

  /** Weights that stay in their file are a matter of the loading, and not of the kind. */
  private static Stream<ModelOptions.Weights> ways(String name) {
    return name.startsWith(ONE_FOR_ALL)
        ? Stream.of(ModelOptions.Weights.FULL, ModelOptions.Weights.MAPPED)
        : Stream.of(ModelOptions.Weights.FULL);
  }

  private static void hold(
      Path folder,
      JsonNode recorded,
      double strength,
      double textStrength,
      ModelOptions.Weights weights)
      throws Exception {
    String model = recorded.get("model").asString();
    Path run =
        ReferenceFolder.path("runs", model.equals("tiny_base") ? "b1_base_euler" : "r1_euler");
    ModelOptions.Lora lora =
        new ModelOptions.Lora(folder.resolve("adapter.safetensors"), strength, textStrength);
    ModelSource source =
        ModelSource.open(
            ReferenceFolder.path("pipelines", model),
            new ModelOptions(weights, List.of(lora)),
            Device.CPU,
            cache);
    String suffix = suffix(strength);
    Map<String, Tensor> call = new HashMap<>();
    for (String input : List.of("sample", "encoder_hidden_states", "text_embeds", "time_ids")) {
      call.put(input, npy(run, "unet_" + input).tensor());
    }
    call.put("sample", first(npy(run, "unet_sample").tensor()));
    float timestep = npy(run, "unet_timestep").floats()[0];
    call.put("timestep", new Tensor(new int[] {1}, new float[] {timestep}));
    NetworkOutput.compare(
        source, "unet", call, "out_sample", npy(folder, "unet_out_sample" + suffix));
    for (String encoder : TEXT_ENCODERS) {
      for (String output : List.of("text_embeds", "penultimate")) {
        String file = output + "_" + encoder + suffix(textStrength);
        if (Files.exists(folder.resolve(file + ".npy"))) {
          NpyFile ids = npy(run, "input_ids_" + encoder + "_prompt");
          NetworkOutput.compare(
              source,
              encoder,
              Map.of("input_ids", NetworkOutput.whole(ids)),
              output,
              npy(folder, file));
        }
      }
    }
  }

  private static String suffix(double strength) {
    return strength == 1 ? "" : "_s" + strength;
  }

  private static Tensor first(Tensor calls) {
    int[] shape = calls.shape();
    return calls.slice(0).reshape(Arrays.copyOfRange(shape, 1, shape.length));
  }

  private static NpyFile npy(Path folder, String name) {
    return NpyFile.read(folder.resolve(name + ".npy"));
  }
}
