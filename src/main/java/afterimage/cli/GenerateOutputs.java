package afterimage.cli;

import afterimage.engine.ImageRequest;
import afterimage.engine.RefineSettings;
import afterimage.image.PictureException;
import afterimage.image.PictureWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where generated pictures go: one to the file that is named, several beside it with numbers, or
 * into the folder that is named, each under its seed.
 */
final class GenerateOutputs {
  private final Path output;
  private final boolean intoFolder;

  private GenerateOutputs(Path output, boolean intoFolder) {
    this.output = output;
    this.intoFolder = intoFolder;
  }

  /**
   * A plan.
   *
   * @throws IllegalArgumentException if {@code output} names no format that is written
   */
  static GenerateOutputs of(Output named, int count) {
    Path output = named.path();
    boolean intoFolder = named.isFolder();
    String name = String.valueOf(output.getFileName());
    if (!intoFolder && count > 1 && name.indexOf('.') < 0) {
      intoFolder = true;
    }
    if (!intoFolder) {
      try {
        PictureWriter.format(output);
      } catch (PictureException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    return new GenerateOutputs(output, intoFolder);
  }

  /** The file of picture {@code index}. */
  Path file(ImageRequest request, int index) {
    if (intoFolder) {
      long seed = (request.settings().seed() + index) & RefineSettings.MAX_SEED;
      return output.resolve(seed + ".png");
    }
    if (request.count() == 1) {
      return output;
    }
    String name = String.valueOf(output.getFileName());
    int dot = name.lastIndexOf('.');
    return output.resolveSibling(name.substring(0, dot) + "-" + (index + 1) + name.substring(dot));
  }

  /**
   * Returns if every file may be written, before any work is done.
   *
   * @throws PictureException naming the first that exists
   */
  void refuseExisting(ImageRequest request, boolean overwrite) throws PictureException {
    for (int i = 0; i < request.count() && !overwrite; i++) {
      if (Files.exists(file(request, i))) {
        throw new PictureException(
            file(request, i) + " exists already.", "Choose another output, or add --overwrite.");
      }
    }
  }
}
