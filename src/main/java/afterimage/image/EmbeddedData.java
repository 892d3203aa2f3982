package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a PNG, JPEG or WebP file carries beside its pixels, found by walking its chunks. A damaged
 * chunk ends the walk: what was found before stays, and whether the pixels can be read is for the
 * decoder to say.
 */
final class EmbeddedData {
  private static final int MAX_CHUNK = 64 << 20;

  private byte @Nullable [] exif;
  private byte @Nullable [] iccProfile;
  private final Map<String, String> texts = new TreeMap<>();

  private EmbeddedData() {}

  /** Reads what {@code stream}, a file of {@code format}, carries; leaves it at any position. */
  static EmbeddedData of(PictureFormat format, ImageInputStream stream) {
    EmbeddedData data = new EmbeddedData();
    try {
      stream.setByteOrder(ByteOrder.BIG_ENDIAN);
      switch (format) {
        case PNG -> data.walkPng(stream);
        case JPEG -> data.walkJpeg(stream);
        case WEBP -> data.walkRiff(stream);
        case TIFF, BMP, GIF -> {}
      }
    } catch (IOException | DataFormatException | IndexOutOfBoundsException e) {
      // Kept: what came before the damage.
    }
    return data;
  }

  byte @Nullable [] exif() {
    return exif;
  }

  /** The profile of a PNG; decoders hand over those of other formats. */
  byte @Nullable [] iccProfile() {
    return iccProfile;
  }

  /** All of it; settings in a UserComment count as the text of that name. */
  PictureMetadata metadata() {
    String comment = exif == null ? null : UserComment.read(exif);
    if (comment != null && comment.contains("Steps: ")) {
      texts.putIfAbsent(PictureMetadata.PARAMETERS, comment);
    }
    return new PictureMetadata(exif, texts);
  }

  /** PNG, third edition, section 5: length, type, data, checksum. */
  private void walkPng(ImageInputStream in) throws IOException, DataFormatException {
    in.seek(8);
    while (true) {
      int length = in.readInt();
      String type = ascii(bytes(in, 4));
      if (type.equals("IEND")) {
        return;
      }
      switch (type) {
        case "iCCP" -> iccProfile = inflate(after(bytes(in, length), 1, 1));
        case "eXIf" -> exif = bytes(in, length);
        case "tEXt" -> pngText(bytes(in, length));
        case "zTXt" -> pngCompressedText(bytes(in, length));
        case "iTXt" -> pngInternationalText(bytes(in, length));
        default -> skip(in, length);
      }
      skip(in, 4);
    }
  }

  private void pngText(byte[] data) {
    texts.put(keyword(data), new String(after(data, 1, 0), StandardCharsets.ISO_8859_1));
  }

  private void pngCompressedText(byte[] data) throws DataFormatException {
    byte[] text = inflate(after(data, 1, 1));
    texts.put(keyword(data), new String(text, StandardCharsets.ISO_8859_1));
  }

  private void pngInternationalText(byte[] data) throws DataFormatException {
    String keyword = keyword(data);
    boolean compressed = after(data, 1, 0)[0] != 0;
    // Compression flag and method, then language and translated keyword, each ended by a zero.
    byte[] text = after(after(data, 1, 2), 2, 0);
    texts.put(keyword, new String(compressed ? inflate(text) : text, StandardCharsets.UTF_8));
  }

  /** Marker segments up to the first scan (ITU-T T.81, B.1). */
  private void walkJpeg(ImageInputStream in) throws IOException {
    in.seek(2);
    while (true) {
      int marker = in.readUnsignedShort();
      if (marker == 0xffda || marker >>> 8 != 0xff) {
        return;
      }
      byte[] data = bytes(in, in.readUnsignedShort() - 2);
      if (marker == 0xffe1) {
        jpegApp1(data);
      }
    }
  }

  private void jpegApp1(byte[] data) {
    String exifPrefix = "Exif\0\0";
    String xmpPrefix = "http://ns.adobe.com/xap/1.0/\0";
    if (startsWith(data, exifPrefix)) {
      exif = Arrays.copyOfRange(data, exifPrefix.length(), data.length);
    } else if (startsWith(data, xmpPrefix)) {
      byte[] packet = Arrays.copyOfRange(data, xmpPrefix.length(), data.length);
      texts.put(PictureMetadata.XMP, new String(packet, StandardCharsets.UTF_8));
    }
  }

  /** RIFF chunks of a WebP container: type, little-endian length, data padded to even. */
  private void walkRiff(ImageInputStream in) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(12);
    while (true) {
      String type = ascii(bytes(in, 4));
      int length = in.readInt();
      switch (type) {
        case "EXIF" -> {
          byte[] data = bytes(in, length);
          exif = startsWith(data, "Exif\0\0") ? Arrays.copyOfRange(data, 6, length) : data;
        }
        case "XMP " ->
            texts.put(PictureMetadata.XMP, new String(bytes(in, length), StandardCharsets.UTF_8));
        default -> skip(in, length);
      }
      skip(in, length & 1);
    }
  }

  private static byte[] bytes(ImageInputStream in, int length) throws IOException {
    long left = in.length() < 0 ? MAX_CHUNK : in.length() - in.getStreamPosition();
    if (length < 0 || length > Math.min(left, MAX_CHUNK)) {
      throw new EOFException("a chunk of " + length + " bytes");
    }
    byte[] data = new byte[length];
    in.readFully(data);
    return data;
  }

  private static void skip(ImageInputStream in, int length) throws IOException {
    if (length < 0) {
      throw new EOFException("a chunk of " + length + " bytes");
    }
    in.seek(in.getStreamPosition() + length);
  }

  private static String keyword(byte[] data) {
    return new String(data, 0, zero(data, 0), StandardCharsets.ISO_8859_1);
  }

  /** What follows the {@code zeros}-th zero byte and {@code more} bytes. */
  private static byte[] after(byte[] data, int zeros, int more) {
    int position = 0;
    for (int i = 0; i < zeros; i++) {
      position = zero(data, position) + 1;
    }
    return Arrays.copyOfRange(data, position + more, data.length);
  }

  private static int zero(byte[] data, int from) {
    int position = from;
    while (data[position] != 0) {
      position++;
    }
    return position;
  }

  private static byte[] inflate(byte[] deflated) throws DataFormatException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(deflated);
      while (!inflater.finished() && out.size() < MAX_CHUNK) {
        int count = inflater.inflate(buffer);
        if (count == 0) {
          throw new DataFormatException("compressed data ends early");
        }
        out.write(buffer, 0, count);
      }
    }
    return out.toByteArray();
  }

  private static boolean startsWith(byte[] data, String prefix) {
    byte[] expected = prefix.getBytes(StandardCharsets.ISO_8859_1);
    return data.length >= expected.length
        && Arrays.equals(data, 0, expected.length, expected, 0, expected.length);
  }

  private static String ascii(byte[] data) {
    Charset charset = StandardCharsets.ISO_8859_1;
    return new String(data, charset);
  }
}
