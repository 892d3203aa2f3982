package afterimage.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that makes pictures; where results go is the command's own. */
final class RunOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      converter = Output.Converter.class,
      description = "The file to write; for several pictures, a folder; - for the standard output.")
  Output output = Output.of(Path.of(""));

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "A model's folder or checkpoint, or the name of an installed model.")
  @Nullable String model;

  @Option(
      names = {"-d", "--device"},
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda[:N], webgpu[:N], directml[:N] or coreml.")
  @Nullable String device;

  @Option(
      names = "--fast",
      description =
          "For SDXL base checkpoints: add a few-step LoRA (one of 'models available', downloaded"
              + " before) with its sampler, steps and guidance. Other options override these.")
  boolean fast;

  @Mixin LoadingOptions loading = new LoadingOptions();

  @Mixin ControlOptions control = new ControlOptions();

  @Mixin WritingOptions writing = new WritingOptions();

  @Option(
      names = "--trace",
      paramLabel = "DIR",
      description = "Write every tensor of the run to this folder, as .npy.")
  @Nullable Path trace;

  @Option(
      names = "--previews",
      paramLabel = "DIR",
      description = "Write the preview of each step to this folder, as PNG.")
  @Nullable Path previews;

  @Option(names = "--json", description = "Print one line of JSON per picture.")
  boolean json;

  @Option(names = "--debug", description = "Show the causes of errors.")
  boolean debug;
}
