package afterimage.cli;

import afterimage.engine.PreviewFrame;
import afterimage.file.FileName;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a run's previews: {@code NAME-step-03.png} for the third step. */
final class PreviewFiles {
  /** For {@code -step-1000.png}. */
  private static final int ROOM = 20;

  private final Path folder;
  private final String stem;
  private boolean failed;

  /**
   * @param folder made if it is not there
   * @param stem how the files' names begin
   */
  PreviewFiles(Path folder, String stem) {
    this.folder = folder;
    this.stem = FileName.of(stem, FileName.MOST_BYTES - ROOM, "preview");
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
    Path file = folder.resolve("%s-step-%02d.png".formatted(stem, frame.step()));
    try {
      PictureWriter.write(picture(frame), file, new WriteOptions(1, true), PictureMetadata.NONE);
      return null;
    } catch (PictureException e) {
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
