package afterimage.image;

import java.nio.charset.StandardCharsets;

/**
 * A second picture that says how much brighter each place is on a screen that can show it (Ultra
 * HDR, ISO 21496-1). The first one is a whole picture without it.
 */
final class GainMap {
  /** How an APP2 segment with its numbers begins. */
  static final String ISO = "urn:iso:std:iso:ts:21496:-1\0";

  private static final String ADOBE = "http://ns.adobe.com/hdr-gain-map/1.0/";

  private GainMap() {}

  /** Whether a picture's XMP packet tells of one. */
  static boolean isAnnouncedBy(byte[] xmp) {
    return new String(xmp, StandardCharsets.ISO_8859_1).contains(ADOBE);
  }
}
