package afterimage.image;

import afterimage.message.Messages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pictures of every {@link PictureFormat}: upright (EXIF orientation applied), in sRGB (ICC
 * profiles applied), with their alpha, 16 bits kept. Of animations the first frame counts.
 */
public final class PictureReader {
  private static final int HEAD = 16;
  // Decoded image, samples and a conversion are alive at once: about 12 bytes a pixel of 8 bits.
  private static final int BYTES_A_PIXEL = 12;

  private PictureReader() {}

  /**
   * Reads a file.
   *
   * @throws PictureException if it is no picture, is damaged, or is too large to hold
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
    checkFile(file);
    try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
      return read(stream, name, maxPixels());
    } catch (IOException e) {
      throw new PictureException(
          Messages.of("image.failed", name, String.valueOf(e.getMessage())),
          Messages.of("image.failed.remedy"),
          e);
    }
  }

  /**
   * Reads a picture from memory.
   *
   * @param name what messages call it
   * @throws PictureException if it is no picture, is damaged, or is too large to hold
   */
  public static DecodedPicture read(byte[] bytes, String name) throws PictureException {
    if (bytes.length == 0) {
      throw empty(name);
    }
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      return read(stream, name, maxPixels());
    } catch (IOException e) {
      throw damaged(name, e);
    }
  }

  /** The most pixels that this machine can hold, given the Java heap's limit. */
  public static long maxPixels() {
    return Math.min(Runtime.getRuntime().maxMemory() / BYTES_A_PIXEL, Integer.MAX_VALUE / 4);
  }

  static DecodedPicture read(ImageInputStream stream, String name, long maxPixels)
      throws PictureException, IOException {
    PictureFormat format = format(stream, name);
    try {
      EmbeddedData embedded = EmbeddedData.of(format, stream);
      Orientation orientation = orientation(format, embedded.exif(), stream);
      BufferedImage image = decode(format, stream, name, maxPixels);
      RasterPixels pixels = RasterPixels.of(image);
      Samples rgb =
          ColorConversion.toSrgb(
              pixels, image.getColorModel().getColorSpace(), embedded.iccProfile());
      Picture stored = new Picture(pixels.width(), pixels.height(), rgb, pixels.alpha());
      return new DecodedPicture(orientation.apply(stored), embedded.metadata());
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage with every kind of runtime exception.
      throw damaged(name, e);
    } catch (OutOfMemoryError e) {
      throw new PictureException(
          Messages.of("image.memory", name), Messages.of("image.smaller"), e);
    }
  }

  private static Orientation orientation(
      PictureFormat format, byte @Nullable [] exif, ImageInputStream stream) {
    if (format == PictureFormat.TIFF) {
      return Exif.orientation(stream);
    }
    return exif == null ? Orientation.UPRIGHT : Exif.orientation(exif);
  }

  private static void checkFile(Path file) throws PictureException {
    if (Files.isDirectory(file)) {
      throw new PictureException(
          Messages.of("image.folder", file), Messages.of("image.folder.read"));
    }
    if (!Files.exists(file)) {
      throw new PictureException(
          Messages.of("image.missing", file), Messages.of("image.missing.remedy"));
    }
    if (!Files.isReadable(file)) {
      throw new PictureException(
          Messages.of("image.unreadable", file), Messages.of("image.unreadable.remedy"));
    }
    if (file.toFile().length() == 0 && Files.isRegularFile(file)) {
      throw empty(file.toString());
    }
  }

  private static PictureFormat format(ImageInputStream stream, String name)
      throws PictureException, IOException {
    byte[] head = new byte[HEAD];
    stream.seek(0);
    int count = Math.max(stream.read(head), 0);
    stream.seek(0);
    Optional<PictureFormat> format = PictureFormat.ofContent(head);
    if (format.isPresent()) {
      return format.get();
    }
    String start = new String(head, 0, count, StandardCharsets.ISO_8859_1);
    if (start.startsWith("ftyp", 4)) {
      throw new PictureException(
          Messages.of("image.video", name), Messages.of("image.video.remedy"));
    }
    throw new PictureException(
        Messages.of("image.unknown", name),
        Messages.of("image.unknown.remedy", PictureFormat.readableNames()));
  }

  private static BufferedImage decode(
      PictureFormat format, ImageInputStream stream, String name, long maxPixels)
      throws PictureException, IOException {
    ImageReader reader = reader(format);
    try {
      stream.seek(0);
      reader.setInput(stream, false, false);
      checkSize(reader.getWidth(0), reader.getHeight(0), name, maxPixels);
      Truncation truncation = new Truncation();
      reader.addIIOReadWarningListener(truncation);
      BufferedImage image = reader.read(0);
      if (truncation.found()) {
        throw new PictureException(Messages.of("image.cut", name), Messages.of("image.again"));
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int width, int height, String name, long maxPixels)
      throws PictureException {
    if (width < 1 || height < 1) {
      throw new PictureException(Messages.of("image.pixels", name), Messages.of("image.again"));
    }
    if ((long) width * height > maxPixels) {
      throw new PictureException(
          Messages.of("image.large", name, width, height, maxPixels / 1_000_000),
          Messages.of("image.smaller"));
    }
  }

  /** TwelveMonkeys' reader where there is one, else the JDK's. */
  private static ImageReader reader(PictureFormat format) {
    ImageReader first = null;
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.twelvemonkeys.")) {
        return reader;
      }
      first = first == null ? reader : first;
    }
    if (first == null) {
      throw new IllegalStateException("no reader for " + format);
    }
    return first;
  }

  private static PictureException empty(String name) {
    return new PictureException(Messages.of("image.empty", name), Messages.of("image.again"));
  }

  private static PictureException damaged(String name, Throwable cause) {
    return new PictureException(
        Messages.of("image.damaged", name), Messages.of("image.again"), cause);
  }
}
