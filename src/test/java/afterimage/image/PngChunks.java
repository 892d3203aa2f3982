package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Puts chunks into PNG files, sound and damaged ones. */
final class PngChunks {
  private static final int HEADER_END = 33;

  private PngChunks() {}

  /** A chunk with its right checksum. */
  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** The same with a wrong checksum. */
  static byte[] damaged(byte[] chunk) {
    byte[] copy = chunk.clone();
    copy[copy.length - 1] ^= 1;
    return copy;
  }

  /** A compressed text. */
  static byte[] compressedText(String keyword, byte[] text) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
    data.writeBytes(new byte[2]);
    data.writeBytes(deflated(text));
    return chunk("zTXt", data.toByteArray());
  }

  static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
      out.write(bytes);
    }
    return data.toByteArray();
  }

  /** A file with more chunks behind its header. */
  static byte[] with(byte[] png, byte[]... chunks) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.write(png, 0, HEADER_END);
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
    out.write(png, HEADER_END, png.length - HEADER_END);
    return all.toByteArray();
  }

  /** Where the first chunk of a type begins. */
  static int find(byte[] png, String type) {
    return new String(png, StandardCharsets.ISO_8859_1).indexOf(type) - 4;
  }
}
