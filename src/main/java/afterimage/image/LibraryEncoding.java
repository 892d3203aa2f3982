package afterimage.image;

import afterimage.image.codec.Codec;
import afterimage.image.codec.CodecClient;
import afterimage.image.codec.CodecException;
import afterimage.image.codec.PictureHeader;
import afterimage.image.codec.PictureParts;
import afterimage.image.codec.PictureParts.Part;
import afterimage.image.codec.UnencodedPicture;
import afterimage.message.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes AVIF and JPEG XL by the system's libraries, each in a process of its own. */
final class LibraryEncoding {
  // A slow computer encodes some hundred thousand pixels a second.
  private static final long MIN_MILLIS = 60_000;
  private static final long PIXELS_A_MILLI = 50;

  private LibraryEncoding() {}

  /**
   * Encodes a picture.
   *
   * @throws CodecException if the library does not
   */
  static void write(
      StoredColors colors,
      PictureFormat format,
      WriteOptions options,
      FileMetadata metadata,
      OutputStream out)
      throws IOException {
    Picture picture = colors.picture();
    PictureHeader header =
        new PictureHeader(
            picture.width(), picture.height(), picture.bitDepth(), 3, picture.hasAlpha(), false);
    PictureParts parts = new PictureParts();
    put(parts, Part.ICC, colors.profile());
    put(parts, Part.EXIF, metadata.exif());
    put(parts, Part.XMP, metadata.xmp());
    int bits = picture.bitDepth() == 8 ? 8 : options.depthIn(format, picture);
    CodecClient.encode(
        codec(format),
        new UnencodedPicture(
            header, bits, options.quality(), parts, (y, row) -> row(picture, y, row)),
        out,
        Duration.ofMillis(MIN_MILLIS + header.pixels() / PIXELS_A_MILLI));
  }

  private static void put(PictureParts parts, Part part, byte @Nullable [] bytes) {
    if (bytes != null) {
      parts.bytes().put(part, bytes);
    }
  }

  private static void row(Picture picture, int y, byte[] row) {
    Samples rgb = picture.rgb();
    Samples alpha = picture.alphaSamples();
    int pixel = y * picture.width();
    int to = 0;
    for (int x = 0; x < picture.width(); x++, pixel++) {
      for (int i = 0; i < 3; i++) {
        to = put(row, to, rgb, pixel * 3 + i);
      }
      if (alpha != null) {
        to = put(row, to, alpha, pixel);
      }
    }
  }

  private static int put(byte[] row, int at, Samples samples, int index) {
    int value = samples.get(index);
    row[at] = (byte) value;
    if (samples.bits() == 8) {
      return at + 1;
    }
    row[at + 1] = (byte) (value >> 8);
    return at + 2;
  }

  private static Codec codec(PictureFormat format) {
    Codec codec = format.codec();
    if (codec == null) {
      throw new IllegalArgumentException(format + " is another encoder's");
    }
    return codec;
  }

  /** That the library is not there, or has no encoder. */
  static PictureException missing(String file, PictureFormat format) {
    Codec codec = codec(format);
    return new PictureException(
        Messages.of("image.encoder", file, codec.title(), format),
        Messages.of(
            "image.encoder.remedy",
            codec.title(),
            codec.encoderPackage(),
            codec.brewPackage(),
            others()));
  }

  /** Why a picture was not encoded. */
  static PictureException refusal(String file, PictureFormat format, CodecException e) {
    return switch (e.kind()) {
      case MISSING, UNSUPPORTED -> missing(file, format);
      case NO_PROCESS ->
          new PictureException(
              Messages.of("image.encoder.process", file), Messages.of("image.noProcess.remedy"), e);
      case DAMAGED, LARGE ->
          new PictureException(
              Messages.of("image.encoder.failed", file, codec(format).title()),
              Messages.of("image.encoder.failed.remedy", others()),
              e);
    };
  }

  /** Formats that need no library. */
  private static String others() {
    return PictureFormat.names(one -> one.isEverWritable() && one.codec() == null);
  }
}
