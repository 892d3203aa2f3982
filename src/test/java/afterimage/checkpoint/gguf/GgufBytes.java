package afterimage.checkpoint.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** GGUF files for tests: sound ones, with one tensor of zeros. */
final class GgufBytes {
  private static final int ALIGNMENT = 32;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** With one tensor, its sizes outermost first. */
  static byte[] file(String name, int type, int dataBytes, long... shape) {
    return new GgufBytes()
        .raw("GGUF".getBytes(StandardCharsets.US_ASCII))
        .integer(3)
        .number(1)
        .number(1)
        .text("general.architecture")
        .integer(8)
        .text("sdxl")
        .tensor(name, type, shape)
        .data(dataBytes);
  }

  /** With one flat tensor that had other sizes once. */
  static byte[] withShape(String name, int type, int dataBytes, String of, int... shape) {
    long flat = 1;
    GgufBytes bytes =
        new GgufBytes()
            .raw("GGUF".getBytes(StandardCharsets.US_ASCII))
            .integer(3)
            .number(1)
            .number(1)
            .text("comfy.gguf.orig_shape." + of)
            .integer(9)
            .integer(5)
            .number(shape.length);
    for (int size : shape) {
      bytes.integer(size);
      flat *= size;
    }
    return bytes.tensor(name, type, flat).data(dataBytes);
  }

  GgufBytes tensor(String name, int type, long... shape) {
    text(name).integer(shape.length);
    for (int i = shape.length - 1; i >= 0; i--) {
      number(shape[i]);
    }
    return integer(type).number(0);
  }

  byte[] data(int bytes) {
    while (out.size() % ALIGNMENT != 0) {
      out.write(0);
    }
    out.writeBytes(new byte[bytes]);
    return out.toByteArray();
  }

  GgufBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  GgufBytes integer(int value) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  GgufBytes number(long value) {
    return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  GgufBytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return number(bytes.length).raw(bytes);
  }
}
