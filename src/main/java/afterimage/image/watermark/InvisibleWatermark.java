package afterimage.image.watermark;

import afterimage.image.Picture;

/**
 * SDXL's message of 48 bits, hidden in a picture's colour by the method that the library
 * invisible-watermark calls {@code dwtDct}; the picture's alpha and depth stay.
 *
 * <p>The method is weak. Only the U channel carries it, smooth areas hold it badly, JPEG with its
 * usual halved colour resolution, resizing and cropping destroy it, and anybody can write it into
 * any picture. It is a courtesy to those who look for it and proves nothing, nor does its absence.
 */
public final class InvisibleWatermark {
  /** Pictures with a shorter side are left alone, as diffusers leaves them. */
  public static final int MIN_SIDE = 256;

  /** SDXL's message, the first bit leftmost. */
  static final boolean[] MESSAGE = bits("101100111110110010010000011110111011000110011110");

  private InvisibleWatermark() {}

  private static boolean[] bits(String text) {
    boolean[] bits = new boolean[text.length()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = text.charAt(i) == '1';
    }
    return bits;
  }

  /** Whether a picture is large enough. */
  public static boolean fits(Picture picture) {
    return Math.min(picture.width(), picture.height()) >= MIN_SIDE;
  }

  /**
   * The picture with the message in it.
   *
   * @throws IllegalArgumentException if it is too small
   */
  public static Picture embed(Picture picture) {
    if (!fits(picture)) {
      throw new IllegalArgumentException("a picture of less than " + MIN_SIDE + " pixels a side");
    }
    Picture marked =
        picture.bitDepth() == 8
            ? ByteYuv.embed(picture, MESSAGE)
            : FloatYuv.embed(picture, MESSAGE);
    return picture.hasAlpha() ? marked.withAlphaOf(picture) : marked;
  }

  /** Looks for the message in a picture, at 8 bits a channel as its readers do. */
  public static WatermarkReading read(Picture picture) {
    double[] ones = BlockCode.decode(ByteYuv.chroma(picture), MESSAGE.length, Haar.DOUBLE);
    return WatermarkReading.of(ones, MESSAGE);
  }
}
