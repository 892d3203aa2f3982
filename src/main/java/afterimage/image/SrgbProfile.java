package afterimage.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;

/** The ICC profile of sRGB, as the JDK has it. */
final class SrgbProfile {
  private SrgbProfile() {}

  static byte[] bytes() {
    return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  }
}
