package afterimage.image;

import java.io.OutputStream;

/** Counts what is written and keeps none of it. */
final class ByteCounter extends OutputStream {
  private long count;

  @Override
  public void write(int value) {
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    count += length;
  }

  /** Bytes so far. */
  long count() {
    return count;
  }

  @Override
  public void close() {}
}
