package afterimage.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import javax.imageio.stream.ImageInputStream;

/** A picture's bytes, on the disk, in memory or in a stream, read at any place. */
sealed interface FileBytes {

  /** How many there are. */
  long size() throws IOException;

  /**
   * Reads some of them.
   *
   * @param at the first one's place
   * @return how many were read, at most {@code count}; -1 at the end
   */
  int read(long at, byte[] target, int offset, int count) throws IOException;

  /**
   * A run of another's bytes.
   *
   * @param from the first one's place there
   * @param size how many there are
   */
  record Part(FileBytes whole, long from, long size) implements FileBytes {
    @Override
    public int read(long at, byte[] target, int offset, int count) throws IOException {
      return at >= size
          ? -1
          : whole.read(from + at, target, offset, (int) Math.min(count, size - at));
    }
  }

  /** Bytes in memory, not to be changed. */
  record InMemory(byte[] bytes) implements FileBytes {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(long at, byte[] target, int offset, int count) {
      if (at >= bytes.length) {
        return -1;
      }
      int read = (int) Math.min(count, bytes.length - at);
      System.arraycopy(bytes, (int) at, target, offset, read);
      return read;
    }
  }

  /**
   * Bytes of a file. A channel, since a {@link java.io.File} loses bytes of names in a C locale.
   */
  record OnDisk(FileChannel channel) implements FileBytes {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(long at, byte[] target, int offset, int count) throws IOException {
      return channel.read(ByteBuffer.wrap(target, offset, count), at);
    }
  }

  /** Bytes that an encoder left in a stream. */
  record InStream(ImageInputStream stream) implements FileBytes {
    @Override
    public long size() throws IOException {
      return stream.length();
    }

    @Override
    public int read(long at, byte[] target, int offset, int count) throws IOException {
      stream.seek(at);
      return stream.read(target, offset, count);
    }
  }
}
