package afterimage.cli;

import afterimage.engine.PreviewFrame;
import afterimage.file.FileName;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's previews: {@code NAME-step-03.png} for the third step. Where steps begin anew, as
 * with each further batch and model, {@code NAME-2-step-03.png}.
 */
final class PreviewFiles {
  /** For {@code -10000-step-1000.png}. */
  private static final int ROOM = 26;

  private final Path folder;
  private final String stem;
  private boolean failed;
  private int pass = 1;
  private int last;

  /**
   * Those of a picture, or null where nobody asked for any.
   *
   * @param name of the picture's file
   */
  static @Nullable PreviewFiles of(@Nullable Path folder, Path name) {
    String file = String.valueOf(name.getFileName());
    return folder == null ? null : new PreviewFiles(folder, file.replaceFirst("\\.[^.]+$", ""));
  }

  /**
   * @param folder made if it is not there
   * @param stem how the files' names begin
   */
  PreviewFiles(Path folder, String stem) {
    this.folder = folder;
    this.stem = FileName.of(stem, FileName.MAX_BYTES - ROOM, "preview");
  }

  /**
   * Writes a frame.
   *
   * @return what went wrong, the first time that something does
   */
  @Nullable String write(PreviewFrame frame) {
    if (failed) {
      return null;
    }
    if (frame.step() <= last) {
      pass++;
    }
    last = frame.step();
    String begin = pass == 1 ? stem : stem + "-" + pass;
    try {
      Path file = folder.resolve("%s-step-%02d.png".formatted(begin, frame.step()));
      PictureWriter.write(picture(frame), file, new WriteOptions(1, true), PictureMetadata.NONE);
      return null;
    } catch (PictureException | InvalidPathException e) {
      failed = true;
      return "The previews cannot be written: " + e.getMessage();
    }
  }

  private static Picture picture(PreviewFrame frame) {
    byte[] rgb = new byte[frame.argb().length * 3];
    for (int i = 0; i < frame.argb().length; i++) {
      int argb = frame.argb()[i];
      rgb[3 * i] = (byte) (argb >> 16);
      rgb[3 * i + 1] = (byte) (argb >> 8);
      rgb[3 * i + 2] = (byte) argb;
    }
    return Picture.of8Bit(frame.width(), frame.height(), rgb, null);
  }
}
