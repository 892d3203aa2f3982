package afterimage.image;

import afterimage.guard.Deadline;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The strips or tiles of a {@link TiffLayout}, decoded on all processors straight into a picture's
 * samples. The plug-in that reads all other TIFF files takes them one sample at a time.
 */
final class TiffSegments {
  private static final System.Logger LOG = System.getLogger(TiffSegments.class.getName());
  private static final int BUFFER = 1 << 16;

  private final FileBytes file;
  private final TiffLayout layout;
  private final long[] offsets;
  private final long[] lengths;
  private volatile boolean stopped;

  private TiffSegments(FileBytes file, TiffLayout layout, long[] offsets, long[] lengths) {
    this.file = file;
    this.layout = layout;
    this.offsets = offsets;
    this.lengths = lengths;
  }

  /**
   * Looks at a file.
   *
   * @param order of its bytes
   * @return null if its pixels are stored in another way
   */
  static @Nullable TiffSegments of(FileBytes file, TiffDirectory directory, ByteOrder order)
      throws IOException {
    TiffLayout layout = TiffLayout.of(directory, order);
    return layout == null
        ? null
        : new TiffSegments(
            file,
            layout,
            numbers(directory, layout.offsets()),
            numbers(directory, layout.lengths()));
  }

  private static long[] numbers(TiffDirectory directory, TiffDirectory.Field field)
      throws IOException {
    long[] numbers = new long[(int) field.count()];
    for (int i = 0; i < numbers.length; i++) {
      if ((i & 0xfff) == 0) {
        Deadline.check();
      }
      numbers[i] = directory.number(field, i, 0);
    }
    return numbers;
  }

  /**
   * Decodes them.
   *
   * @return null if one is damaged: what can be had of such files is for others to find
   */
  @Nullable RasterPixels read() {
    int pixels = Math.multiplyExact(layout.width(), layout.height());
    Samples color = Samples.zeros(layout.bits(), Math.multiplyExact(pixels, layout.colors()));
    boolean opaque = layout.alpha() == StoredAlpha.NONE;
    Samples alpha = opaque ? null : Samples.zeros(layout.bits(), pixels);
    RasterPixels whole =
        new RasterPixels(layout.width(), layout.height(), layout.colors(), color, alpha);
    try {
      IntStream.range(0, offsets.length).parallel().forEach(i -> decode(i, whole));
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a damaged segment", e);
      return null;
    } finally {
      // Other threads may be at work still, and do not know of the deadline.
      stopped = true;
    }
    return layout.alpha() == StoredAlpha.ASSOCIATED ? whole.straight() : whole;
  }

  private void decode(int index, RasterPixels target) {
    int left = index % layout.across() * layout.segmentWidth();
    int top = index / layout.across() * layout.segmentHeight();
    int rows = Math.min(layout.segmentHeight(), layout.height() - top);
    int samples = layout.segmentWidth() * layout.samples();
    byte[] bytes = new byte[samples * layout.bits() / 8];
    Samples row = Samples.zeros(layout.bits(), samples);
    InputStream stored = new Stored(file, offsets[index], lengths[index]);
    try (Inflater inflater = layout.deflated() ? new Inflater() : null;
        InputStream in =
            inflater == null
                ? new BufferedInputStream(stored, BUFFER)
                : new InflaterInputStream(stored, inflater, BUFFER)) {
      for (int y = top; y < top + rows && !stopped; y++) {
        Deadline.check();
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
          throw new EOFException("segment " + index);
        }
        fill(row, bytes);
        put(row, left, y, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings stored bytes into samples. */
  private void fill(Samples row, byte[] bytes) {
    int step = layout.differences() ? layout.samples() : 0;
    switch (row) {
      case Samples.Bytes(byte[] values) -> {
        System.arraycopy(bytes, 0, values, 0, values.length);
        for (int i = step; step > 0 && i < values.length; i++) {
          values[i] = (byte) (values[i] + values[i - step]);
        }
      }
      case Samples.Shorts(short[] values) -> {
        ByteBuffer.wrap(bytes).order(layout.order()).asShortBuffer().get(values);
        for (int i = step; step > 0 && i < values.length; i++) {
          values[i] = (short) (values[i] + values[i - step]);
        }
      }
    }
  }

  /** Tiles may be wider than what is left of the picture. */
  private void put(Samples row, int left, int y, RasterPixels target) {
    int columns = Math.min(layout.segmentWidth(), layout.width() - left);
    int colors = layout.colors();
    int to = y * layout.width() + left;
    Samples alpha = target.alpha();
    if (alpha == null) {
      row.copyTo(0, target.color(), to * colors, columns * colors);
      return;
    }
    int from = 0;
    for (int x = 0; x < columns; x++, to++) {
      for (int i = 0; i < colors; i++) {
        target.color().set(to * colors + i, row.get(from++));
      }
      alpha.set(to, row.get(from++));
    }
  }

  /** The bytes of a segment as the file has them. */
  private static final class Stored extends InputStream {
    private final FileBytes file;
    private final long end;
    private long at;

    Stored(FileBytes file, long at, long length) {
      this.file = file;
      this.at = at;
      this.end = at + length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      int most = (int) Math.min(count, end - at);
      int read = most <= 0 ? -1 : file.read(at, target, offset, most);
      at += Math.max(read, 0);
      return read;
    }
  }
}
