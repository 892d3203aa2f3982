package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** EXIF blocks and files that carry them, made for tests. */
final class ExifBlocks {
  static final String CAMERA = "Testcam";

  private ExifBlocks() {}

  /** A block with a camera's name, an orientation and a pointer to a second directory. */
  static byte[] withOrientation(int orientation) {
    ByteBuffer block = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
    block.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
    block.putShort((short) 2);
    block.putShort((short) 0x0110).putShort((short) 2).putInt(8).putInt(38);
    block.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
    block.putInt(46);
    block.put((CAMERA + "\0").getBytes(StandardCharsets.US_ASCII));
    return block.array();
  }

  /** {@code jpeg} with an EXIF segment behind its start marker. */
  static Path intoJpeg(Path jpeg, byte[] exif, Path target) throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, 2);
    int length = exif.length + 8;
    out.write(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
    out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    out.write(exif);
    out.write(bytes, 2, bytes.length - 2);
    return Files.write(target, out.toByteArray());
  }
}
