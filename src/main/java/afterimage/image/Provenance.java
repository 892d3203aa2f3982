package afterimage.image;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in XMP that a model had a part in a picture: IPTC's digital source type (IPTC Photo Metadata
 * Standard 2023.1, property {@code Iptc4xmpExt:DigitalSourceType}).
 */
enum Provenance {
  /** A picture that a model changed. */
  COMPOSITE("compositeWithTrainedAlgorithmicMedia"),
  /** A picture that a model made. */
  GENERATED("trainedAlgorithmicMedia");

  private static final String TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";
  private static final String DESCRIPTION =
      "<rdf:Description rdf:about=\"\""
          + " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
          + " Iptc4xmpExt:DigitalSourceType=\""
          + TYPES;
  private static final String DESCRIPTION_END = "\"/>";
  private static final String RDF_END = "</rdf:RDF>";
  private static final Pattern ORIENTATION =
      Pattern.compile("(?<head>tiff:Orientation(?:=[\"']|>))[1-8](?=[\"'<])");

  private final String type;

  Provenance(String type) {
    this.type = type;
  }

  private String description() {
    return DESCRIPTION + type + DESCRIPTION_END;
  }

  /**
   * A packet with the source type, made anew or added to one that names none; an orientation in it
   * becomes upright.
   */
  String into(@Nullable String xmp) {
    if (xmp == null || !xmp.contains(RDF_END)) {
      return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
          + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
          + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
          + description()
          + RDF_END
          + "</x:xmpmeta>\n<?xpacket end=\"w\"?>";
    }
    String upright = upright(xmp);
    int end = upright.lastIndexOf(RDF_END);
    return upright.contains("DigitalSourceType")
        ? upright
        : upright.substring(0, end) + description() + upright.substring(end);
  }

  /** A packet whose orientation, if it names one, is upright. */
  static String upright(String xmp) {
    return ORIENTATION.matcher(xmp).replaceAll("${head}1");
  }
}
