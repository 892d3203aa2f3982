package afterimage.cli;

import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The standard input, which can be read once. */
final class StandardInput {
  private static final String NAME = "The standard input";
  private static final int HEAD = 16;

  /** Bytes; more than pictures have that fit into memory. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

  private final InputStream stream;

  StandardInput(InputStream stream) {
    this.stream = stream;
  }

  /**
   * A picture and the name that it has for those that are named after their sources.
   *
   * @param name with the extension of its format
   */
  record Named(DecodedPicture picture, String name) {}

  /**
   * Reads a picture.
   *
   * @throws PictureException if nothing comes, or no picture
   */
  Named picture() throws PictureException {
    byte[] bytes = bytes();
    if (bytes.length == 0) {
      throw new PictureException(
          NAME + " is empty.", "Check the program or file that it comes from.");
    }
    String extension =
        PictureFormat.ofContent(Arrays.copyOf(bytes, Math.min(HEAD, bytes.length)))
            .map(format -> "." + format.extension())
            .orElse("");
    return new Named(PictureReader.read(bytes, NAME), "stdin" + extension);
  }

  /**
   * Reads all of it.
   *
   * @throws PictureException if that is not possible
   */
  byte[] bytes() throws PictureException {
    try {
      return stream.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new PictureException(
          NAME + " cannot be read: " + e.getMessage() + ".",
          "Check the program or file that it comes from.",
          e);
    } catch (OutOfMemoryError e) {
      throw new PictureException(
          NAME + " is larger than the memory that is free.", "Name a file instead.", e);
    }
  }
}
