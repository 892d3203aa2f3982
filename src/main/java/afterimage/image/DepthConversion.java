package afterimage.image;

import org.jspecify.annotations.Nullable;

/** Brings pictures to another number of bits a channel. */
final class DepthConversion {
  private DepthConversion() {}

  /**
   * The picture with 8 or 16 bits, in which 10 and 12 are held as well; the same where it has them
   * already, or for null.
   */
  static Picture to(Picture picture, @Nullable Integer wanted) {
    int bits = wanted == null ? picture.bitDepth() : wanted > 8 ? 16 : 8;
    if (bits == picture.bitDepth()) {
      return picture;
    }
    Samples alpha = picture.alphaSamples();
    WideGamut gamut = picture.gamut();
    return new Picture(
        picture.width(),
        picture.height(),
        converted(picture.rgb(), bits),
        alpha == null ? null : converted(alpha, bits),
        gamut == null ? null : gamut.with(converted(gamut.rgb(), bits)));
  }

  private static Samples converted(Samples from, int bits) {
    Samples to = Samples.zeros(bits, from.length());
    for (int i = 0; i < from.length(); i++) {
      // 257 = 65535 / 255: the ends of both ranges meet.
      to.set(i, bits == 8 ? from.byteAt(i) : from.get(i) * 257);
    }
    return to;
  }
}
