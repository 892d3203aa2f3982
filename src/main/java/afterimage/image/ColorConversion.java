package afterimage.image;

import afterimage.guard.Deadline;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.color.ProfileDataException;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings samples of any colour space to sRGB, by the JDK's colour management (LittleCMS). */
final class ColorConversion {
  private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);
  private static final ColorSpace GRAY = ColorSpace.getInstance(ColorSpace.CS_GRAY);
  private static final int BAND_ROWS = 256;
  private static final int HEADER = 128;

  private ColorConversion() {}

  /**
   * The colour samples of {@code pixels} as sRGB.
   *
   * @param decoded the colour space that the decoder says the samples have
   * @param embedded the file's profile, {@link #usable}, where the decoder does not heed it, or
   *     null
   */
  static Samples toSrgb(RasterPixels pixels, ColorSpace decoded, byte @Nullable [] embedded) {
    ICC_Profile profile = profile(pixels.channels(), decoded, embedded);
    if (profile != null) {
      return convert(pixels, toSrgb(profile));
    }
    return switch (pixels.channels()) {
      case 1 -> spread(pixels.color());
      case 3 ->
          decoded.getType() == ColorSpace.TYPE_RGB ? pixels.color() : foreign(pixels, decoded);
      default -> foreign(pixels, decoded);
    };
  }

  /** Whether {@link #toSrgb} converts by a profile, the decoder's or the file's. */
  static boolean heedsProfile(RasterPixels pixels, ColorSpace decoded, byte @Nullable [] embedded) {
    return profile(pixels.channels(), decoded, embedded) != null;
  }

  /**
   * A profile without what is behind its end, if colours can be converted by it.
   *
   * @param profile as a file has it, perhaps damaged
   * @param channels of the pixels that it is for
   * @return null if they cannot
   */
  static byte @Nullable [] usable(byte[] profile, int channels) {
    if (profile.length < HEADER) {
      return null;
    }
    // The header begins with the length (ICC.1:2022, section 7.2.2).
    int length = ByteBuffer.wrap(profile).getInt(0);
    if (length < HEADER || length > profile.length) {
      return null;
    }
    byte[] alone = length == profile.length ? profile : Arrays.copyOf(profile, length);
    try {
      ICC_Profile parsed = ICC_Profile.getInstance(alone);
      if (parsed.getNumComponents() != channels) {
        return null;
      }
      Samples pixel = Samples.zeros(8, channels);
      convert(new RasterPixels(1, 1, channels, pixel, null), toSrgb(parsed));
      return alone;
    } catch (IllegalArgumentException | CMMException | ProfileDataException e) {
      return null;
    }
  }

  /** The profile to convert from, or null where samples count as sRGB or have no profile. */
  private static @Nullable ICC_Profile profile(
      int channels, ColorSpace decoded, byte @Nullable [] embedded) {
    if (decoded instanceof ICC_ColorSpace icc && !isDefault(icc)) {
      return icc.getProfile();
    }
    if (embedded == null) {
      return null;
    }
    ICC_Profile profile = ICC_Profile.getInstance(embedded);
    return profile.getNumComponents() == channels && !isSrgb(profile) ? profile : null;
  }

  private static ICC_Profile[] toSrgb(ICC_Profile profile) {
    return new ICC_Profile[] {profile, ((ICC_ColorSpace) SRGB).getProfile()};
  }

  /** Java's own gray is linear, but decoders put it on files that mean sRGB's curve. */
  private static boolean isDefault(ICC_ColorSpace space) {
    return space.isCS_sRGB() || space.equals(GRAY) || isSrgb(space.getProfile());
  }

  private static boolean isSrgb(ICC_Profile profile) {
    byte[] bytes = profile.getData();
    if (Arrays.equals(bytes, ((ICC_ColorSpace) SRGB).getProfile().getData())) {
      return true;
    }
    MatrixSpace space = MatrixSpace.of(bytes);
    return space != null && space.isSrgb();
  }

  private static Samples spread(Samples gray) {
    Samples rgb = Samples.zeros(gray.bits(), Math.multiplyExact(gray.length(), 3));
    for (int i = 0; i < gray.length(); i++) {
      int value = gray.get(i);
      rgb.set(i * 3, value);
      rgb.set(i * 3 + 1, value);
      rgb.set(i * 3 + 2, value);
    }
    return rgb;
  }

  private static Samples convert(RasterPixels pixels, ICC_Profile[] profiles) {
    Samples rgb =
        Samples.zeros(
            pixels.color().bits(), Math.multiplyExact(pixels.width() * pixels.height(), 3));
    WritableRaster from =
        raster(pixels.color(), pixels.width(), pixels.height(), pixels.channels());
    WritableRaster to = raster(rgb, pixels.width(), pixels.height(), 3);
    ColorConvertOp operation = new ColorConvertOp(profiles, null);
    for (int y = 0; y < pixels.height(); y += BAND_ROWS) {
      Deadline.check();
      int rows = Math.min(BAND_ROWS, pixels.height() - y);
      operation.filter(band(from, y, rows), band(to, y, rows));
    }
    return rgb;
  }

  private static WritableRaster band(WritableRaster raster, int y, int rows) {
    return raster.createWritableChild(0, y, raster.getWidth(), rows, 0, 0, null);
  }

  private static WritableRaster raster(Samples samples, int width, int height, int channels) {
    int[] offsets = new int[channels];
    Arrays.setAll(offsets, i -> i);
    DataBuffer buffer = samples.buffer();
    return Raster.createInterleavedRaster(
        buffer, width, height, width * channels, channels, offsets, null);
  }

  /** A colour space without a profile, pixel by pixel. */
  private static Samples foreign(RasterPixels pixels, ColorSpace space) {
    Samples color = pixels.color();
    int channels = pixels.channels();
    float max = color.bits() == 8 ? 255f : 65535f;
    int count = pixels.width() * pixels.height();
    Samples rgb = Samples.zeros(color.bits(), Math.multiplyExact(count, 3));
    float[] in = new float[channels];
    for (int pixel = 0; pixel < count; pixel++) {
      if ((pixel & 0xffff) == 0) {
        Deadline.check();
      }
      for (int i = 0; i < channels; i++) {
        in[i] = color.unit(pixel * channels + i);
      }
      float[] out = space.toRGB(in);
      for (int i = 0; i < 3; i++) {
        rgb.set(pixel * 3 + i, Math.round(Math.clamp(out[i], 0f, 1f) * max));
      }
    }
    return rgb;
  }
}
