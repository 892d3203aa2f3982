package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a PNG's chunks (PNG, third edition, section 5: length, type, data, checksum). The
 * decoder gets those with pixels, whose checksums must be right, and no others.
 */
final class PngFile {
  private static final int BUFFER = 1 << 16;
  // Two bits of deflated data are 258 bytes at most (RFC 1951).
  private static final double MAX_RATIO = 1032;
  private static final byte[] END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  private final PieceStream in;
  private final long size;
  private final EmbeddedData embedded;
  private final PieceStream.Builder pixels;
  private final PngColors colors = new PngColors();
  private byte[] header = new byte[0];
  private int paletteEntries;
  private byte @Nullable [] profile;
  private boolean profileDamaged;
  private long imageBytes;
  private int clearGrey = -1;

  private PngFile(FileBytes file, EmbeddedData embedded) throws IOException {
    this.in = PieceStream.whole(file);
    this.size = file.size();
    this.embedded = embedded;
    this.pixels = new PieceStream.Builder(file).keep(0, 8);
  }

  /**
   * Looks at a file.
   *
   * @param embedded gets what there is beside the pixels
   * @throws Refusal if pixels are damaged or missing
   */
  static PngFile walk(FileBytes file, EmbeddedData embedded) throws IOException {
    PngFile png = new PngFile(file, embedded);
    png.walk();
    return png;
  }

  /** What the decoder may see. */
  PieceStream pixels() throws IOException {
    return pixels.put(END).build();
  }

  /** The numbers of colours that only a screen with high dynamic range shows; null for others. */
  byte @Nullable [] rangeCodes() {
    return colors.ofRange();
  }

  /**
   * The grey that is clear, of 255, where it is stored in less than 8 bits, which the JDK's decoder
   * does not heed; -1 if there is none.
   */
  int clearGrey() {
    return clearGrey;
  }

  private void walk() throws IOException {
    long at = 8;
    while (true) {
      Deadline.check();
      if (size - at < 12) {
        // The end marker alone may be missing.
        break;
      }
      in.seek(at);
      long length = in.readUnsignedInt();
      String type = ascii(bytes(4));
      boolean whole = length <= size - at - 12;
      if (type.equals("IEND")) {
        break;
      }
      if (at == 8 && !type.equals("IHDR")) {
        throw Refusal.damaged("begins with " + type);
      }
      if (!whole && (imageBytes == 0 || type.equals("IDAT"))) {
        throw Refusal.cut(type + " of " + length + " bytes");
      }
      if (!whole) {
        leaveOut(type);
        break;
      }
      chunk(type, at, length);
      at += length + 12;
    }
    finish();
  }

  private void chunk(String type, long at, long length) throws IOException {
    switch (type) {
      case "IHDR" -> header(at, length);
      case "PLTE" -> palette(at, length);
      case "tRNS" -> transparency(at, length);
      case "IDAT" -> {
        requireSound(type, at, length);
        pixels.keep(at, length + 12);
        imageBytes += length;
      }
      case "iCCP", "eXIf", "tEXt", "zTXt", "iTXt" -> ancillary(type, at, length);
      case "pHYs" -> {
        if (length == 9 && isSound(at, length)) {
          in.seek(at + 8);
          embedded.keepResolution(resolution(ByteBuffer.wrap(bytes(9))));
        }
      }
      default -> {
        if (PngColors.isOne(type, length) && isSound(at, length)) {
          in.seek(at + 8);
          colors.keep(type, bytes((int) length));
        }
      }
    }
  }

  private void header(long at, long length) throws IOException {
    if (length != 13 || header.length > 0) {
      throw Refusal.damaged("IHDR of " + length + " bytes");
    }
    requireSound("IHDR", at, length);
    in.seek(at + 8);
    header = bytes(13);
    pixels.keep(at, length + 12);
  }

  /** Where colours are not of a palette, one is only a suggestion. */
  private void palette(long at, long length) throws IOException {
    if (header[9] != 3) {
      return;
    }
    requireSound("PLTE", at, length);
    if (length == 0 || length % 3 != 0 || length > 768 || paletteEntries > 0) {
      throw Refusal.damaged("PLTE of " + length + " bytes");
    }
    paletteEntries = (int) length / 3;
    pixels.keep(at, length + 12);
  }

  private void transparency(long at, long length) throws IOException {
    boolean fits =
        switch (header[9]) {
          case 0 -> length == 2;
          case 2 -> length == 6;
          case 3 -> length >= 1 && length <= paletteEntries;
          default -> false;
        };
    if (fits && isSound(at, length)) {
      pixels.keep(at, length + 12);
      if (header[9] == 0 && header[8] < 8) {
        in.seek(at + 8);
        int max = (1 << header[8]) - 1;
        clearGrey = (in.readUnsignedShort() & max) * 255 / max;
      }
    }
  }

  private void ancillary(String type, long at, long length) throws IOException {
    int most =
        switch (type) {
          case "iCCP" -> EmbeddedData.MAX_PROFILE;
          case "eXIf" -> EmbeddedData.MAX_EXIF;
          default -> EmbeddedData.MAX_TEXT;
        };
    if (length > most || !isSound(at, length)) {
      leaveOut(type);
      return;
    }
    in.seek(at + 8);
    byte[] data = bytes((int) length);
    switch (type) {
      case "iCCP" -> profile(data);
      case "eXIf" -> embedded.keepExif(data);
      case "tEXt" -> text(data);
      case "zTXt" -> compressedText(data);
      default -> internationalText(data);
    }
  }

  /** Pixels a metre, or the shape of a pixel. */
  private static @Nullable Resolution resolution(ByteBuffer data) {
    long x = data.getInt() & 0xffffffffL;
    long y = data.getInt() & 0xffffffffL;
    return data.get() == 1
        ? Resolution.ofMetre(x, y)
        : Resolution.of((double) x, (double) y, Resolution.Unit.NONE);
  }

  private void leaveOut(String type) {
    switch (type) {
      case "iCCP" -> profileDamaged = true;
      case "eXIf" -> embedded.leaveOutExif();
      case "tEXt", "zTXt", "iTXt" -> embedded.leaveOutText();
      default -> {}
    }
  }

  /** Name, end of the name, compression method, deflated profile. */
  private void profile(byte[] data) {
    int end = zero(data, 0);
    profile =
        end < 0
            ? null
            : new BoundedInflater(EmbeddedData.MAX_PROFILE)
                .inflate(data, Math.min(end + 2, data.length), EmbeddedData.MAX_PROFILE);
    profileDamaged = profile == null;
  }

  private void text(byte[] data) {
    int end = zero(data, 0);
    if (end < 0) {
      embedded.leaveOutText();
      return;
    }
    byte[] text = Arrays.copyOfRange(data, end + 1, data.length);
    embedded.keepText(latin(data, end), text, StandardCharsets.ISO_8859_1);
  }

  private void compressedText(byte[] data) {
    int end = zero(data, 0);
    if (end < 0 || end + 2 > data.length) {
      embedded.leaveOutText();
      return;
    }
    embedded.keepCompressedText(latin(data, end), data, end + 2, StandardCharsets.ISO_8859_1);
  }

  /** Keyword, compression flag and method, then language and translated keyword, then the text. */
  private void internationalText(byte[] data) {
    int end = zero(data, 0);
    int language = end < 0 ? -1 : zero(data, end + 3);
    int translated = language < 0 ? -1 : zero(data, language + 1);
    if (translated < 0) {
      embedded.leaveOutText();
      return;
    }
    String keyword = latin(data, end);
    if (data[end + 1] != 0) {
      embedded.keepCompressedText(keyword, data, translated + 1, StandardCharsets.UTF_8);
    } else {
      byte[] text = Arrays.copyOfRange(data, translated + 1, data.length);
      embedded.keepText(keyword, text, StandardCharsets.UTF_8);
    }
  }

  private void finish() throws IOException {
    if (imageBytes == 0) {
      throw Refusal.cut("no IDAT");
    }
    int channels = (header[9] & 2) == 0 ? 1 : 3;
    ByteBuffer sides = ByteBuffer.wrap(header);
    long width = sides.getInt(0) & 0xffffffffL;
    long height = sides.getInt(4) & 0xffffffffL;
    int samples = header[9] == 3 ? 1 : channels + ((header[9] & 4) == 0 ? 0 : 1);
    double row = 1 + width * samples * header[8] / 8.0;
    if (height * row > imageBytes * MAX_RATIO) {
      throw Refusal.cut(imageBytes + " bytes");
    }
    // The standard's order: numbers by cICP, a profile, other numbers.
    if (colors.areBeforeProfile(channels) || (profile == null && !profileDamaged)) {
      profile = colors.profile(channels);
      profileDamaged = false;
    }
    if (profile != null || profileDamaged) {
      embedded.keepProfile(profile, channels);
    }
  }

  private void requireSound(String type, long at, long length) throws IOException {
    if (!isSound(at, length)) {
      throw Refusal.damaged("checksum of " + type);
    }
  }

  /** Whether a chunk's checksum is right, which is of its type and data. */
  private boolean isSound(long at, long length) throws IOException {
    in.seek(at + 4);
    CRC32 checksum = new CRC32();
    byte[] buffer = new byte[(int) Math.min(BUFFER, length + 4)];
    long left = length + 4;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        return false;
      }
      checksum.update(buffer, 0, count);
      left -= count;
    }
    return in.readInt() == (int) checksum.getValue();
  }

  private byte[] bytes(int count) throws IOException {
    byte[] data = new byte[count];
    in.readFully(data);
    return data;
  }

  private static int zero(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String latin(byte[] data, int end) {
    return new String(data, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static String ascii(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }
}
