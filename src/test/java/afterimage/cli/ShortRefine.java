package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A few steps on a small photograph, always the same but for what a test adds. */
final class ShortRefine {
  private final CommandLineRuns runs;
  private final Path output;

  /**
   * @param runs where it is run
   * @param output the result's file, overwritten each time
   */
  ShortRefine(CommandLineRuns runs, Path output) {
    this.runs = runs;
    this.output = output;
  }

  /** The exit code. */
  int run(Path model, Object... options) {
    return runs.run(
        Stream.concat(
                Stream.of(
                    "refine",
                    Faults.file("31/p.png"),
                    "-m",
                    model,
                    "--accept-licence",
                    "-o",
                    output,
                    "-s",
                    "0.6",
                    "--steps",
                    "5",
                    "--seed",
                    "7",
                    "--overwrite"),
                Stream.of(options))
            .toArray());
  }

  /** The result's pixels, ARGB; fails unless the run succeeds. */
  int[] pixels(Path model, Object... options) throws PictureException {
    assertThat(run(model, options)).as(runs.err()).isZero();
    Picture picture = PictureReader.read(output).picture();
    int[] pixels = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, pixels, y * picture.width());
    }
    return pixels;
  }

  /** The settings that the last result carries. */
  String settings() throws PictureException {
    return String.valueOf(
        PictureReader.read(output).metadata().texts().get(PictureMetadata.PARAMETERS));
  }
}
