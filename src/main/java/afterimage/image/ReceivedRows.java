package afterimage.image;

import afterimage.image.codec.CodecClient;
import afterimage.image.codec.PictureHeader;
import org.jspecify.annotations.Nullable;

/** Puts rows of interleaved samples into a picture's colours and opacity. */
final class ReceivedRows implements CodecClient.Rows {
  private final PictureHeader header;
  private final Samples color;
  private final @Nullable Samples alpha;

  ReceivedRows(PictureHeader header) {
    this.header = header;
    int pixels = Math.toIntExact(header.pixels());
    color = Samples.zeros(header.bits(), Math.multiplyExact(pixels, header.channels()));
    alpha = header.alpha() ? Samples.zeros(header.bits(), pixels) : null;
  }

  @Override
  public void row(int y, byte[] bytes) {
    int channels = header.channels();
    int to = y * header.width() * channels;
    if (alpha == null && color instanceof Samples.Bytes(byte[] values)) {
      System.arraycopy(bytes, 0, values, to, bytes.length);
      return;
    }
    int from = 0;
    for (int x = 0; x < header.width(); x++) {
      for (int i = 0; i < channels; i++) {
        color.set(to++, sample(bytes, from++));
      }
      if (alpha != null) {
        alpha.set(y * header.width() + x, sample(bytes, from++));
      }
    }
  }

  private int sample(byte[] bytes, int index) {
    return header.bits() == 8
        ? bytes[index] & 0xff
        : (bytes[2 * index] & 0xff) | ((bytes[2 * index + 1] & 0xff) << 8);
  }

  /** All of them. */
  RasterPixels pixels() {
    RasterPixels pixels =
        new RasterPixels(header.width(), header.height(), header.channels(), color, alpha);
    return header.premultiplied() ? pixels.straight() : pixels;
  }
}
