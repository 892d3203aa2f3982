package afterimage.image.codec;

import java.io.DataOutput;
import java.io.IOException;

/**
 * A picture that is to be encoded.
 *
 * @param header of its pixels, whose colours are not multiplied by opacity
 * @param bits that a sample is to have in the file: 8, 10, 12 or 16; at most as many as now
 * @param quality 0 to 1; at 1 nothing is lost, save by fewer bits
 * @param parts what else the file is to have; without a profile the colours are sRGB's
 * @param rows its pixels
 */
public record UnencodedPicture(
    PictureHeader header, int bits, double quality, PictureParts parts, Rows rows) {

  /** Gives rows. */
  @FunctionalInterface
  public interface Rows {
    /** Fills in a row of samples, little-endian where they have 16 bits. */
    void row(int y, byte[] bytes);
  }

  void writeTo(DataOutput out) throws IOException {
    header.write(out);
    out.writeInt(bits);
    out.writeDouble(quality);
    parts.write(out);
    byte[] row = new byte[Math.toIntExact(header.rowBytes())];
    for (int y = 0; y < header.height(); y++) {
      rows.row(y, row);
      out.write(row);
    }
  }
}
