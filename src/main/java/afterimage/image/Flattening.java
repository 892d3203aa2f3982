package afterimage.image;

/** Lays pictures on white and brings them to 8 bits, for formats that hold no more. */
final class Flattening {
  private Flattening() {}

  /** An opaque picture of 8 bits a channel. */
  static Picture onWhite(Picture picture) {
    if (picture.bitDepth() == 8 && !picture.hasAlpha()) {
      return picture;
    }
    Samples rgb = picture.rgb();
    Samples alpha = picture.alphaSamples();
    byte[] flat = new byte[rgb.length()];
    for (int i = 0; i < flat.length; i++) {
      float opacity = alpha == null ? 1 : alpha.unit(i / 3);
      flat[i] = (byte) Math.round((rgb.unit(i) * opacity + 1 - opacity) * 255);
    }
    return Picture.of8Bit(picture.width(), picture.height(), flat, null);
  }
}
