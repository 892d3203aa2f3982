package afterimage.image;

import org.jspecify.annotations.Nullable;

/**
 * A picture's samples as a file holds them.
 *
 * @param picture whose colours are in the space of {@code profile}, to be written as they are
 * @param profile an ICC profile for the file; null for sRGB that is not to have one
 */
record StoredColors(Picture picture, byte @Nullable [] profile) {

  /** In the source's wider space if the file can have a profile and is to have that space. */
  static StoredColors of(Picture picture, PictureFormat format, WriteOptions options) {
    WideGamut gamut = picture.gamut();
    if (gamut == null || !options.has(WriteSwitch.GAMUT) || !format.hasProfile()) {
      byte[] profile = options.has(WriteSwitch.PROFILE) ? SrgbProfile.bytes() : null;
      return new StoredColors(DepthConversion.to(picture.inSrgb(), options.bitDepth()), profile);
    }
    Picture own =
        new Picture(picture.width(), picture.height(), gamut.rgb(), picture.alphaSamples());
    return new StoredColors(DepthConversion.to(own, options.bitDepth()), gamut.space().profile());
  }
}
