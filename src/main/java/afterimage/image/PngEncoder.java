package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes PNG (third edition, W3C 2025): RGB or RGBA, 8 or 16 bits, filtered row by row, with EXIF
 * and texts. The JDK's writer is several times slower and can't write eXIf.
 */
final class PngEncoder {
  private static final int LEVEL = 5;
  private static final int PIECE = 1 << 16;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final OutputStream out;
  private final byte[] piece = new byte[PIECE];
  private int filled;

  private PngEncoder(OutputStream out) {
    this.out = out;
  }

  /**
   * @param profile of the samples, or null to name sRGB without one: a file must not have both
   */
  static void write(
      Picture picture, FileMetadata metadata, byte @Nullable [] profile, OutputStream out)
      throws IOException {
    new PngEncoder(out).write(picture, metadata, profile);
  }

  private void write(Picture picture, FileMetadata metadata, byte @Nullable [] profile)
      throws IOException {
    out.write(SIGNATURE);
    header(picture);
    if (profile == null) {
      // Rendering intent 0, perceptual: the samples are sRGB.
      chunk("sRGB", new byte[] {0}, 1);
    } else {
      profile(profile);
    }
    Resolution resolution = metadata.resolution();
    if (resolution != null) {
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      resolution.writePng(new DataOutputStream(data));
      chunk("pHYs", data.toByteArray(), data.size());
    }
    byte[] exif = metadata.exif();
    if (exif != null) {
      chunk("eXIf", exif, exif.length);
    }
    for (Map.Entry<String, FileMetadata.PngText> text : metadata.texts().entrySet()) {
      text(text.getKey(), text.getValue().text(), text.getValue().compressed());
    }
    pixels(picture);
    chunk("IEND", new byte[0], 0);
  }

  private void header(Picture picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(bytes);
    header.writeInt(picture.width());
    header.writeInt(picture.height());
    header.writeByte(picture.bitDepth());
    header.writeByte(picture.hasAlpha() ? 6 : 2);
    header.write(new byte[3]);
    chunk("IHDR", bytes.toByteArray(), bytes.size());
  }

  /** Name, end of the name, compression method 0, deflated profile (section 11.3.2.3). */
  private void profile(byte[] profile) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write("ICC profile".getBytes(StandardCharsets.ISO_8859_1));
    data.write(new byte[2]);
    data.write(deflated(profile));
    chunk("iCCP", data.toByteArray(), data.size());
  }

  private void text(String keyword, String text, boolean compressed) throws IOException {
    CharsetEncoder latin = StandardCharsets.ISO_8859_1.newEncoder();
    if (!latin.canEncode(keyword) || keyword.isEmpty() || keyword.length() > 79) {
      return;
    }
    // XMP belongs into iTXt whatever its characters (XMP specification, part 3, 1.1.5).
    boolean plain = latin.canEncode(text) && !keyword.equals(PictureMetadata.XMP);
    byte[] bytes = text.getBytes(plain ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(keyword.getBytes(StandardCharsets.ISO_8859_1));
    if (plain) {
      // The end of the keyword; the compression method.
      data.write(new byte[compressed ? 2 : 1]);
    } else {
      // The end of the keyword, compression flag and method, no language, no translated keyword.
      data.write(new byte[] {0, (byte) (compressed ? 1 : 0), 0, 0, 0});
    }
    data.write(compressed ? deflated(bytes) : bytes);
    String type = plain ? (compressed ? "zTXt" : "tEXt") : "iTXt";
    chunk(type, data.toByteArray(), data.size());
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      deflated.write(bytes);
    }
    return data.toByteArray();
  }

  private void pixels(Picture picture) throws IOException {
    PngRows rows = new PngRows(picture);
    try (Deflater deflater = new Deflater(LEVEL)) {
      deflater.setStrategy(Deflater.FILTERED);
      for (int y = 0; y < picture.height(); y++) {
        deflater.setInput(rows.filtered(y));
        // A deflater may yield nothing while it still has input: right after a change of strategy.
        while (!deflater.needsInput()) {
          deflate(deflater);
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        deflate(deflater);
      }
    }
    chunk("IDAT", piece, filled);
  }

  private void deflate(Deflater deflater) throws IOException {
    filled += deflater.deflate(piece, filled, PIECE - filled);
    if (filled == PIECE) {
      chunk("IDAT", piece, PIECE);
      filled = 0;
    }
  }

  private void chunk(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data, 0, length);
    DataOutputStream stream = new DataOutputStream(out);
    stream.writeInt(length);
    stream.write(name);
    stream.write(data, 0, length);
    stream.writeInt((int) checksum.getValue());
  }
}
