package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.CompiledModel;
import afterimage.checkpoint.RealSizeCheckpoint;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Target;
import afterimage.diffusion.pipeline.UNet;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.onnx.device.Devices;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.Weights;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a machine with a graphics card is asked, in a few minutes ({@code src/build/gpu-check}):
 * whether its devices compute what they should, and how long a guided refiner step takes.
 *
 * <p>{@code GpuCheck check DEVICE} compares blocks and recorded runs. {@code GpuCheck step DEVICE
 * MODEL SIDE STEPS} times steps; the model is a checkpoint, or {@code refiner}, whose 6 GB of
 * random weights are made in the folder that it is started in.
 */
final class GpuCheck {
  private static final Path WORK = Path.of("gpu-check-work");
  private static final int CONTEXT = 1280;

  private final Device device;
  private final Devices devices = new Devices(WORK.resolve("devices.json"));

  private GpuCheck(Device device) {
    this.device = device;
  }

  public static void main(String[] arguments) throws Exception {
    Files.createDirectories(WORK);
    GpuCheck check = new GpuCheck(Device.parse(arguments[1]));
    boolean right = true;
    switch (arguments[0]) {
      case "check" -> right = check.blocks() && check.runs();
      case "step" ->
          check.step(arguments[2], Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.flush();
    // Not an exit: a driver may hang at one.
    Runtime.getRuntime().halt(right ? 0 : 1);
  }

  private boolean blocks() {
    DeviceCheck found = devices.check(device);
    say("%s, %s: %s", found.device(), found.form(), found.conclusion());
    for (DeviceCheck.Block block : found.blocks()) {
      say(
          "  %-40s %.2e of %.0e%s",
          block.name(), block.error(), block.allowed(), block.right() ? "" : "  WRONG");
    }
    return found.usable();
  }

  /** In 32 bits each stage within an implementation's tolerances; in 16 the UNet within 2 %. */
  private boolean runs() throws Exception {
    Provider provider = devices.choose(device, notice -> say("%s", notice));
    GraphForm form = devices.form(device);
    boolean half = Target.of(form).type() == ElementType.FLOAT16;
    boolean right = true;
    List<RecordedRun> runs =
        Stream.concat(RecordedRun.all().stream(), SecondReference.runs().stream())
            .filter(run -> run.name().matches("(r1|r5|x).*"))
            .toList();
    for (RecordedRun run : runs) {
      Path path =
          run.name().startsWith("r")
              ? Path.of("src/test/resources/reference/pipelines/tiny_refiner")
              : SecondReference.model(run, WORK.resolve(run.name()));
      try (LoadedModel model = new LoadedModel(compiled(path, form), provider)) {
        right &= half ? closeTo(run, model) : same(run, model);
      }
    }
    return right;
  }

  private static boolean same(RecordedRun run, LoadedModel model) {
    boolean right = true;
    for (DynamicTest test : RecordedRunsTest.tests(run, () -> model).toList()) {
      String outcome = "agrees";
      try {
        test.getExecutable().execute();
      } catch (Throwable e) {
        outcome = "DIFFERS: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        right = false;
      }
      say("  %-60s %s", test.getDisplayName(), outcome);
    }
    return right;
  }

  private static boolean closeTo(RecordedRun run, LoadedModel model) throws Exception {
    if (!run.has("unet_sample")) {
      return true;
    }
    Tensor sample = RecordedRunsTest.item(run.tensor("unet_sample"), 0);
    Tensor expected = RecordedRunsTest.item(run.tensor("unet_out_sample"), 0);
    UNet.Conditioning conditioning =
        new UNet.Conditioning(
            run.tensor("unet_encoder_hidden_states"),
            run.tensor("unet_text_embeds"),
            run.tensor("unet_time_ids"));
    float time = run.tensor("unet_timestep").data()[0];
    Tensor given = model.unet().predict(sample, time, conditioning, new Cancellation());
    double difference = 0;
    double power = 0;
    for (int i = 0; i < expected.data().length; i++) {
      difference += Math.pow(given.data()[i] - expected.data()[i], 2);
      power += Math.pow(expected.data()[i], 2);
    }
    double error = Math.sqrt(difference / power);
    say("  %-60s %.2e of 2e-02%s", run + ": UNet", error, error < 0.02 ? "" : "  WRONG");
    return error < 0.02;
  }

  private void step(String name, int side, int steps) throws Exception {
    Path checkpoint = name.equals("refiner") ? refiner() : Path.of(name);
    Provider provider = devices.choose(device, notice -> say("%s", notice));
    ModelSource source = compiled(checkpoint, devices.form(device));
    long start = System.nanoTime();
    try (LoadedModel model = new LoadedModel(source, provider, Residency.IN_TURNS)) {
      say("%s: loaded in %.1f s", device, (System.nanoTime() - start) / 1e9);
      boolean real = name.equals("refiner");
      UNet.Conditioning conditioning =
          new UNet.Conditioning(
              Tensor.zeros(new int[] {2, 77, real ? CONTEXT : 32}),
              Tensor.zeros(new int[] {2, real ? CONTEXT : 24}),
              new Tensor(new int[] {2, 5}, new float[10]));
      Tensor sample = Tensor.zeros(new int[] {2, 4, side / 8, side / 8});
      double[] seconds = new double[steps];
      for (int i = -1; i < steps; i++) {
        start = System.nanoTime();
        model.unet().predict(sample, 500, conditioning, new Cancellation());
        double taken = (System.nanoTime() - start) / 1e9;
        if (i < 0) {
          say("%s: first step %.2f s", device, taken);
        } else {
          seconds[i] = taken;
        }
      }
      Arrays.sort(seconds);
      say(
          "%s: guided step at %d x %d: median %.4f s, fastest %.4f s of %d",
          device, side, side, seconds[steps / 2], seconds[0], steps);
    }
  }

  private static Path refiner() throws Exception {
    Path file = WORK.resolve("refiner.safetensors");
    if (!Files.exists(file)) {
      RealSizeCheckpoint.main(new String[] {"refiner", file.toString()});
    }
    return file;
  }

  private static ModelSource compiled(Path model, GraphForm form) throws EngineException {
    CompiledModel compiled =
        CheckpointCompiler.compile(model, ModelOptions.DEFAULT, form, WORK.resolve("compiled"));
    return new ModelSource(
        ModelBundle.open(compiled.folder()),
        Weights.inCheckpoint(compiled.weights(), ModelOptions.Weights.FULL, () -> Long.MAX_VALUE),
        null);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
    System.out.flush();
  }
}
