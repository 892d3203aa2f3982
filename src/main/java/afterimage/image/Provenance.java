package afterimage.image;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in XMP that a model had a part in a picture: IPTC's digital source type (IPTC Photo Metadata
 * Standard 2023.1, property {@code Iptc4xmpExt:DigitalSourceType}).
 */
final class Provenance {
  private static final String TYPE =
      "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";
  private static final String DESCRIPTION =
      "<rdf:Description rdf:about=\"\""
          + " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
          + " Iptc4xmpExt:DigitalSourceType=\""
          + TYPE
          + "\"/>";
  private static final String RDF_END = "</rdf:RDF>";
  private static final Pattern ORIENTATION =
      Pattern.compile("(?<head>tiff:Orientation(?:=[\"']|>))[1-8](?=[\"'<])");

  private Provenance() {}

  /**
   * A packet with the source type, made anew or added to one that names none; an orientation in it
   * becomes upright.
   */
  static String into(@Nullable String xmp) {
    if (xmp == null || !xmp.contains(RDF_END)) {
      return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
          + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
          + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
          + DESCRIPTION
          + RDF_END
          + "</x:xmpmeta>\n<?xpacket end=\"w\"?>";
    }
    String upright = upright(xmp);
    int end = upright.lastIndexOf(RDF_END);
    return upright.contains("DigitalSourceType")
        ? upright
        : upright.substring(0, end) + DESCRIPTION + upright.substring(end);
  }

  /** A packet whose orientation, if it names one, is upright. */
  static String upright(String xmp) {
    return ORIENTATION.matcher(xmp).replaceAll("${head}1");
  }
}
