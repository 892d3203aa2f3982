package afterimage.image;

import java.util.regex.Pattern;

/**
 * Takes out of an XMP packet where a picture was taken: the GPS properties of the exif namespace
 * (XMP specification, part 2, section 3.3) and IPTC's location fields, as attributes or elements.
 */
final class XmpLocation {
  private static final String NAME =
      "(?:exif:GPS\\w+|photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode)"
          + "|Iptc4xmpExt:Location(?:Created|Shown))";
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s" + NAME + "\\s*=\\s*(?:\"[^\"]*\"|'[^']*')");
  private static final Pattern ELEMENT =
      Pattern.compile("<(" + NAME + ")(?:\\s[^>]*)?(?:/>|>.*?</\\1\\s*>)", Pattern.DOTALL);

  private XmpLocation() {}

  /** The packet without them. */
  static String removedFrom(String xmp) {
    return ATTRIBUTE.matcher(ELEMENT.matcher(xmp).replaceAll("")).replaceAll("");
  }
}
