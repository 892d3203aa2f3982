package afterimage.image.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the pixels of a picture are.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param bits of a sample, 8 or 16
 * @param channels of colours, 1 or 3
 * @param alpha whether opacity follows the colours of each pixel
 * @param premultiplied whether the colours are multiplied by it
 */
public record PictureHeader(
    int width, int height, int bits, int channels, boolean alpha, boolean premultiplied) {

  /** Bytes of a row. */
  public long rowBytes() {
    return (long) width * samples() * (bits / 8);
  }

  /** Of a pixel. */
  public int samples() {
    return channels + (alpha ? 1 : 0);
  }

  /** Of all pixels. */
  public long pixels() {
    return (long) width * height;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(width);
    out.writeInt(height);
    out.writeInt(bits);
    out.writeInt(channels);
    out.writeBoolean(alpha);
    out.writeBoolean(premultiplied);
  }

  /**
   * Reads one, which a process wrote that may have come to harm.
   *
   * @throws CodecException if it makes no sense
   */
  static PictureHeader read(DataInput in) throws IOException {
    PictureHeader header =
        new PictureHeader(
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readBoolean(),
            in.readBoolean());
    boolean sound =
        header.width > 0
            && header.height > 0
            && (header.bits == 8 || header.bits == 16)
            && (header.channels == 1 || header.channels == 3);
    if (!sound) {
      throw new CodecException(CodecException.Kind.DAMAGED, header.toString());
    }
    return header;
  }
}
