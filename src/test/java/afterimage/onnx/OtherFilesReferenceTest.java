package afterimage.onnx;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.onnx.model.ModelSource;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import afterimage.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Networks in files as people have them: few bits, other layouts, parts of others. */
@Tag("reference")
class OtherFilesReferenceTest {
  private static final Path BASE = ReferenceFolder.path("pipelines", "tiny_base");
  private static final Path RUN = ReferenceFolder.path("runs", "b1_base_euler");
  private static final Path BUNDLES = ReferenceSet.SECOND.path("bundles");

  @TempDir private static Path folder;

  /** A bundle made somewhere below a folder. */
  private interface Making {
    Path in(Path folder) throws Exception;
  }

  @TestFactory
  List<DynamicTest> unet_ofAnyFile_givesTheRecordedOutput() {
    List<DynamicTest> tests = new ArrayList<>();
    NpyFile plain = OtherFiles.firstCall(RUN, "unet_out_sample");
    unet(tests, "gguf_comfy_q4_0/unet_Q4_0.gguf", "gguf_comfy_q4_0/unet_out_sample.npy");
    unet(tests, "fp8_scaled_unet/unet_scaled.safetensors", "fp8_scaled_unet/unet_out_sample.npy");
    made(tests, "BF16 UNet", OtherFiles::bf16Unet, bundle("bf16_unet_out_sample.npy"));
    made(tests, "F64 UNet", OtherFiles::f64Unet, plain);
    made(tests, "variant fp16", OtherFiles::fp16Variant, plain);
    made(tests, "sharded UNet", to -> OtherFiles.shardedUnet(to, ""), plain);
    made(tests, "sharded fp16 UNet", to -> OtherFiles.shardedUnet(to, ".fp16"), plain);
    made(tests, "EMA and modelspec", OtherFiles::withEma, plain);
    return tests;
  }

  /** A UNet alone, with the text encoders and the VAE of tiny_base. */
  private static void unet(List<DynamicTest> tests, String file, String expected) {
    if (!Files.exists(BUNDLES.resolve(file))) {
      return;
    }
    for (ModelOptions.Weights weights :
        List.of(ModelOptions.Weights.FULL, ModelOptions.Weights.MAPPED)) {
      ModelOptions options = new ModelOptions(weights).withPartsFrom(BASE);
      tests.add(
          dynamicTest(
              file + ", weights " + weights,
              () -> unet(BUNDLES.resolve(file), options, bundle(expected))));
    }
  }

  private static void made(List<DynamicTest> tests, String name, Making making, NpyFile expected) {
    tests.add(
        dynamicTest(
            name, () -> unet(making.in(folder.resolve(name)), ModelOptions.DEFAULT, expected)));
  }

  private static NpyFile bundle(String name) {
    return NpyFile.read(BUNDLES.resolve(name));
  }

  private static void unet(Path model, ModelOptions options, NpyFile expected) throws Exception {
    Map<String, Tensor> call = new HashMap<>();
    for (String input : List.of("encoder_hidden_states", "text_embeds", "time_ids")) {
      call.put(input, npy(RUN, "unet_" + input).tensor());
    }
    call.put("sample", OtherFiles.firstCall(RUN, "unet_sample").tensor());
    float timestep = npy(RUN, "unet_timestep").floats()[0];
    call.put("timestep", new Tensor(new int[] {1}, new float[] {timestep}));
    NetworkOutput.compare(open(model, options), "unet", call, "out_sample", expected);
  }

  @TestFactory
  List<DynamicTest> textEncoder_ofAnyFile_givesTheRecordedOutput() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : List.of("fp8_e4m3_text_encoder_2", "fp8_e5m2_text_encoder_2")) {
      Path made = folder.resolve(name);
      tests.add(
          dynamicTest(
              name,
              () ->
                  texts(
                      OtherFiles.withTextEncoder2(made, BUNDLES.resolve(name)),
                      BUNDLES.resolve(name),
                      "_text_encoder_2",
                      "text_encoder_2")));
    }
    Path bf16 = BUNDLES.resolve("bf16_text_encoders");
    tests.add(
        dynamicTest(
            "bf16_text_encoders",
            () -> {
              Path model = OtherFiles.withTextEncoders(folder.resolve("bf16"), bf16);
              texts(model, bf16.resolve("text_encoder"), "", "text_encoder");
              texts(model, bf16.resolve("text_encoder_2"), "", "text_encoder_2");
            }));
    tests.add(
        dynamicTest(
            "sharded text_encoder_2",
            () -> {
              Path model =
                  OtherFiles.withTextEncoder2(
                      folder.resolve("sharded"), BUNDLES.resolve("sharded/text_encoder_2"));
              texts(model, RUN, "_text_encoder_2_prompt", "text_encoder_2");
            }));
    return tests;
  }

  private static void texts(Path model, Path expected, String suffix, String encoder)
      throws Exception {
    Map<String, Tensor> ids =
        Map.of("input_ids", NetworkOutput.whole(npy(RUN, "input_ids_" + encoder + "_prompt")));
    for (String output : List.of("text_embeds", "penultimate")) {
      Path file = expected.resolve(output + suffix + ".npy");
      if (Files.exists(file)) {
        NetworkOutput.compare(
            open(model, ModelOptions.DEFAULT), encoder, ids, output, NpyFile.read(file));
      }
    }
  }

  private static ModelSource open(Path model, ModelOptions options) throws Exception {
    return ModelSource.open(model, options, Device.CPU, folder.resolve("cache"));
  }

  private static NpyFile npy(Path run, String name) {
    return NpyFile.read(run.resolve(name + ".npy"));
  }
}
