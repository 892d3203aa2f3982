package afterimage.image;

import java.awt.color.ColorSpace;
import org.jspecify.annotations.Nullable;

/** Makes pictures of decoded samples and the profile that says what they mean. */
final class DecodedColors {
  private DecodedColors() {}

  /**
   * The picture in sRGB, with its own colours where their space is wider.
   *
   * @param decoded the colour space that the decoder says the samples have
   * @param heeded whether the decoder heeds the file's profile, so that only {@code decoded} counts
   * @param embedded has the profile, and is told what results cannot have of it
   */
  @SuppressWarnings("ReferenceEquality") // The same samples mean that nothing was converted.
  static Picture picture(
      RasterPixels raster, ColorSpace decoded, boolean heeded, EmbeddedData embedded) {
    byte[] profile = heeded ? null : embedded.iccProfile();
    Samples rgb = ColorConversion.toSrgb(raster, decoded, profile);
    boolean converted = ColorConversion.heedsProfile(raster, decoded, profile);
    WideGamut gamut = converted ? gamut(raster, embedded) : null;
    return new Picture(raster.width(), raster.height(), rgb, raster.alpha(), gamut);
  }

  /** The colours as the file has them, if its space is wider than sRGB. */
  private static @Nullable WideGamut gamut(RasterPixels raster, EmbeddedData embedded) {
    byte[] profile = embedded.iccProfile();
    if (profile == null || raster.channels() != 3) {
      return null;
    }
    MatrixSpace space = MatrixSpace.of(profile);
    if (space == null) {
      embedded.leaveOutTable();
    }
    return space == null || !space.isWide() ? null : new WideGamut(space, raster.color());
  }
}
