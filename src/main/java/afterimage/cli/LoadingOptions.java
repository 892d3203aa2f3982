package afterimage.cli;

import afterimage.engine.ModelOptions;
import picocli.CommandLine.Option;

/** The options that say how a model is loaded. */
final class LoadingOptions {
  @Option(
      names = "--weights",
      paramLabel = "MODE",
      description =
          "For checkpoints on the processor: full (fast, takes twice the file's size in memory),"
              + " mapped (left in the file, slower), or auto. Default: auto.")
  private ModelOptions.Weights weights = ModelOptions.Weights.AUTO;

  ModelOptions options() {
    return new ModelOptions(weights);
  }
}
