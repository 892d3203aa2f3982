package afterimage.image;

import afterimage.file.ForeignFile;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Reads pictures of every {@link PictureFormat}: upright (EXIF orientation applied), in sRGB (ICC
 * profiles applied), with their alpha, 16 bits kept. Of animations the first frame counts.
 *
 * <p>This is the boundary around strangers' pictures: whatever a decoder does, and however long it
 * takes, what comes of it is a picture or a {@link PictureException}. Reading on a thread that is
 * interrupted ends with a {@link CancellationException}; the thread stays interrupted.
 */
public final class PictureReader {
  // Decoded image, samples and a conversion are alive at once: about 12 bytes a pixel of 8 bits.
  private static final int BYTES_A_PIXEL = 12;

  // A slow computer that has other things to do decodes a few megapixels a second, and a slow
  // network brings some megabytes.
  private static final long MIN_MILLIS = 10_000;
  private static final long PIXELS_A_MILLI = 1_000;
  private static final long BYTES_A_MILLI = 1_000;

  private PictureReader() {}

  /**
   * Reads a file.
   *
   * @throws PictureException if it is no picture, is damaged, is too large to hold, or takes too
   *     long
   */
  public static DecodedPicture read(Path file) throws PictureException {
    return read(file, file.toString());
  }

  /**
   * Reads a file that people know by another name, such as the address it came from.
   *
   * @throws PictureException naming it so
   */
  public static DecodedPicture read(Path file, String name) throws PictureException {
    try {
      ForeignFile.requirePlain(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return read(new FileBytes.OnDisk(channel), name, maxPixels());
      }
    } catch (ClosedByInterruptException e) {
      throw new CancellationException();
    } catch (IOException e) {
      throw unopened(e, name);
    }
  }

  /**
   * Reads a picture from memory.
   *
   * @param name what messages call it
   * @throws PictureException if it is no picture, is damaged, is too large to hold, or takes too
   *     long
   */
  public static DecodedPicture read(byte[] bytes, String name) throws PictureException {
    return read(new FileBytes.InMemory(bytes), name, maxPixels());
  }

  /** The most pixels that this machine can hold, given the Java heap's limit. */
  public static long maxPixels() {
    return Math.min(Runtime.getRuntime().maxMemory() / BYTES_A_PIXEL, Integer.MAX_VALUE / 4);
  }

  static DecodedPicture read(FileBytes file, String name, long maxPixels) throws PictureException {
    try {
      long size = file.size();
      Decoder decoding = Guard.call(limit(size, 0), () -> Decoder.begin(file, maxPixels));
      return Guard.call(limit(size, decoding.pixels()), () -> decoding.finish(name));
    } catch (ClosedByInterruptException e) {
      throw new CancellationException();
    } catch (Refusal e) {
      throw e.of(name);
    } catch (GuardException e) {
      throw PictureException.of(name, e);
    } catch (IOException e) {
      throw new PictureException(Messages.of("image.damaged", name), Messages.of("image.again"), e);
    }
  }

  /** How long a decoder may take for a file of so many bytes and pixels. */
  static Duration limit(long bytes, long pixels) {
    return Duration.ofMillis(MIN_MILLIS + bytes / BYTES_A_MILLI + pixels / PIXELS_A_MILLI);
  }

  private static PictureException unopened(IOException cause, String name) {
    return switch (cause) {
      case ForeignFile.NotPlainFileException e when e.isFolder() ->
          new PictureException(
              Messages.of("image.folder", name), Messages.of("image.folder.read"), e);
      case ForeignFile.NotPlainFileException e ->
          new PictureException(
              Messages.of("image.plain", name), Messages.of("image.plain.read"), e);
      case NoSuchFileException e ->
          new PictureException(
              Messages.of("image.missing", name), Messages.of("image.missing.remedy"), e);
      case AccessDeniedException e ->
          new PictureException(
              Messages.of("image.unreadable", name), Messages.of("image.unreadable.remedy"), e);
      default ->
          new PictureException(
              Messages.of("image.failed", name, String.valueOf(cause.getMessage())),
              Messages.of("image.failed.remedy"),
              cause);
    };
  }
}
