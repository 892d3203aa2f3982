package afterimage.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Passes a BMP on with the number of pixels a metre in its header, which the JDK leaves empty. */
final class BmpResolution extends FilterOutputStream {
  private final byte[] field;
  private long written;

  /**
   * @param perMetre pixels to the right and downwards
   */
  BmpResolution(OutputStream out, int[] perMetre) {
    super(out);
    ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    field = numbers.putInt(perMetre[0]).putInt(perMetre[1]).array();
  }

  @Override
  public void write(int value) throws IOException {
    long at = written++ - BmpFile.PELS_PER_METER;
    out.write(at >= 0 && at < field.length ? field[(int) at] : value);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    int from = offset;
    while (from < offset + length && written < BmpFile.PELS_PER_METER + field.length) {
      write(data[from++]);
    }
    out.write(data, from, offset + length - from);
    written += offset + length - from;
  }
}
