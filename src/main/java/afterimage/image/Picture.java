package afterimage.image;

import org.jspecify.annotations.Nullable;

/**
 * An immutable picture in sRGB, upright, with 8 or 16 bits a channel and straight (not
 * premultiplied) alpha. Where its file has colours that sRGB cannot show, it holds those as well:
 * they are what is written, while all else sees sRGB.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final Samples rgb;
  private final @Nullable Samples alpha;
  private final @Nullable WideGamut gamut;

  Picture(int width, int height, Samples rgb, @Nullable Samples alpha) {
    this(width, height, rgb, alpha, null);
  }

  /**
   * @param gamut the same colours in a wider space, in the same depth; or null
   */
  Picture(int width, int height, Samples rgb, @Nullable Samples alpha, @Nullable WideGamut gamut) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + " × " + height);
    }
    long pixels = (long) width * height;
    if (rgb.length() != pixels * 3 || (alpha != null && alpha.length() != pixels)) {
      throw new IllegalArgumentException("samples do not fill " + width + " × " + height);
    }
    if (gamut != null
        && (gamut.rgb().length() != rgb.length() || gamut.rgb().bits() != rgb.bits())) {
      throw new IllegalArgumentException("colours of another size or depth");
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.alpha = alpha;
    this.gamut = gamut;
  }

  /**
   * A picture of 8 bits a channel.
   *
   * @param rgb width × height × 3 unsigned bytes, rows from the top; taken over, not copied
   * @param alpha width × height unsigned bytes, 255 opaque; taken over, not copied
   */
  public static Picture of8Bit(int width, int height, byte[] rgb, byte @Nullable [] alpha) {
    return new Picture(
        width, height, new Samples.Bytes(rgb), alpha == null ? null : new Samples.Bytes(alpha));
  }

  /**
   * A picture of 16 bits a channel.
   *
   * @param rgb width × height × 3 unsigned shorts, rows from the top; taken over, not copied
   * @param alpha width × height unsigned shorts, 65535 opaque; taken over, not copied
   */
  public static Picture of16Bit(int width, int height, short[] rgb, short @Nullable [] alpha) {
    return new Picture(
        width, height, new Samples.Shorts(rgb), alpha == null ? null : new Samples.Shorts(alpha));
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 8 or 16. */
  public int bitDepth() {
    return rgb.bits();
  }

  public boolean hasAlpha() {
    return alpha != null;
  }

  /** Red (0), green (1) or blue (2) of a pixel, in [0, 1]. */
  public float sample(int x, int y, int channel) {
    return rgb.unit((y * width + x) * 3 + channel);
  }

  /** Opacity of a pixel, in [0, 1]; 1 where the picture has no alpha. */
  public float alpha(int x, int y) {
    return alpha == null ? 1f : alpha.unit(y * width + x);
  }

  /** A pixel as 8-bit {@code 0xAARRGGBB}. */
  public int argb(int x, int y) {
    int pixel = y * width + x;
    int opacity = alpha == null ? 255 : alpha.byteAt(pixel);
    return opacity << 24
        | rgb.byteAt(pixel * 3) << 16
        | rgb.byteAt(pixel * 3 + 1) << 8
        | rgb.byteAt(pixel * 3 + 2);
  }

  /**
   * Writes row {@code y} as 8-bit {@code 0xAARRGGBB} into {@code target} from {@code offset} on.
   */
  public void argbRow(int y, int[] target, int offset) {
    if (rgb instanceof Samples.Bytes(byte[] values) && alpha == null) {
      int from = y * width * 3;
      for (int x = 0; x < width; x++, from += 3) {
        target[offset + x] =
            0xff000000
                | (values[from] & 0xff) << 16
                | (values[from + 1] & 0xff) << 8
                | (values[from + 2] & 0xff);
      }
      return;
    }
    for (int x = 0; x < width; x++) {
      target[offset + x] = argb(x, y);
    }
  }

  /** This picture with another's alpha, which must have the same size; without, if it has none. */
  public Picture withAlphaOf(Picture other) {
    if (other.width != width || other.height != height) {
      throw new IllegalArgumentException("pictures of different sizes");
    }
    return new Picture(width, height, rgb, other.alpha, gamut);
  }

  /**
   * What sRGB shows of a part of it, opaque.
   *
   * @param left column of the part, inside the picture as all of it must be
   * @param top row of the part
   */
  public Picture part(int left, int top, int partWidth, int partHeight) {
    Samples cut = Samples.zeros(rgb.bits(), partWidth * partHeight * 3);
    for (int y = 0; y < partHeight; y++) {
      rgb.copyTo(((top + y) * width + left) * 3, cut, y * partWidth * 3, partWidth * 3);
    }
    return new Picture(partWidth, partHeight, cut, null);
  }

  /**
   * What sRGB shows of it, with a part replaced.
   *
   * @param part of the same depth
   * @param left column where the part begins, inside the picture as all of it must be
   * @param top row where the part begins
   */
  public Picture withPart(Picture part, int left, int top) {
    Samples whole = Samples.zeros(rgb.bits(), rgb.length());
    rgb.copyTo(0, whole, 0, rgb.length());
    for (int y = 0; y < part.height; y++) {
      part.rgb.copyTo(y * part.width * 3, whole, ((top + y) * width + left) * 3, part.width * 3);
    }
    return new Picture(width, height, whole, alpha);
  }

  /** Whether it holds colours that sRGB cannot show. */
  public boolean hasWideGamut() {
    return gamut != null;
  }

  /** What sRGB shows of it, without the rest. */
  public Picture inSrgb() {
    return gamut == null ? this : new Picture(width, height, rgb, alpha);
  }

  /**
   * This picture, made of what sRGB shows of {@code source}, in the source's wider space: what sRGB
   * cannot show is kept. The same where the source has no such space.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public Picture withGamutOf(Picture source) {
    if (source.width != width || source.height != height) {
      throw new IllegalArgumentException("pictures of different sizes");
    }
    if (source.gamut == null) {
      return this;
    }
    Picture same = DepthConversion.to(this, source.bitDepth());
    return new Picture(
        width,
        height,
        same.rgb,
        same.alpha,
        GamutTransfer.apply(source.gamut, source.rgb, same.rgb));
  }

  /** width × height × 3 samples, shared. */
  Samples rgb() {
    return rgb;
  }

  /** The same colours in a wider space, or null. */
  @Nullable WideGamut gamut() {
    return gamut;
  }

  /** width × height samples, shared, or null where every pixel is opaque. */
  @Nullable Samples alphaSamples() {
    return alpha;
  }
}
