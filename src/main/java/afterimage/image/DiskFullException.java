package afterimage.image;

import afterimage.message.Messages;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be written because its disk is full. */
public final class DiskFullException extends PictureException {
  private static final long serialVersionUID = 1L;
  private static final long MEGABYTE = 1_000_000;

  /**
   * @param file that was to be written
   * @param folder whose disk is full
   * @param missing bytes that it lacks, or 0 if nobody can tell
   * @param cause for the log
   */
  DiskFullException(Path file, @Nullable Path folder, long missing, Throwable cause) {
    super(
        missing > 0
            ? Messages.of("image.diskFull.missing", file, Math.ceilDiv(missing, MEGABYTE))
            : Messages.of("image.diskFull", file),
        Messages.of("image.diskFull.remedy", String.valueOf(folder)),
        cause);
  }
}
