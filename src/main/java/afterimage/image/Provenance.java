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

  /** The property's name in IPTC's extension namespace. */
  static final String PROPERTY = "DigitalSourceType";

  private static final String TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";
  // It declares its own prefixes, whatever those of the packet are.
  private static final String DESCRIPTION =
      "<rdf:Description"
          + XmpNamespace.RDF.declaration()
          + XmpNamespace.IPTC_EXTENSION.declaration()
          + " rdf:about=\"\" "
          + XmpNamespace.IPTC_EXTENSION.qualified(PROPERTY)
          + "=\""
          + TYPES;
  private static final String DESCRIPTION_END = "\"/>";
  private static final String USUAL_END = "</rdf:RDF>";
  // What looks like the end of the RDF may stand in comments behind it.
  private static final int MAX_TRIES = 8;
  private static final String ORIENTATION =
      "Orientation(?:\\s{0,9}=\\s{0,9}[\"']|(?:\\s[^<>]{0,200}+)?>\\s{0,9}))[1-8]"
          + "(?=\\s{0,9}[\"'<])";

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
    if (xmp == null) {
      return alone();
    }
    XmpPacket packet = XmpPacket.of(xmp);
    if (packet == null) {
      return addedUnread(xmp);
    }
    if (packet.rdf() == null) {
      return alone();
    }
    String upright = upright(xmp, packet);
    return packet.namesSource() ? upright : added(upright, "</" + packet.rdf());
  }

  private String alone() {
    return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF"
        + XmpNamespace.RDF.declaration()
        + ">"
        + description()
        + USUAL_END
        + "</x:xmpmeta>\n<?xpacket end=\"w\"?>";
  }

  private String added(String xmp, String rdfEnd) {
    int end = xmp.lastIndexOf(rdfEnd);
    for (int i = 0; i < MAX_TRIES && end >= 0; i++) {
      String more = xmp.substring(0, end) + description() + xmp.substring(end);
      XmpPacket packet = XmpPacket.of(more);
      if (packet != null && packet.namesSource()) {
        return more;
      }
      end = xmp.lastIndexOf(rdfEnd, end - 1);
    }
    return alone();
  }

  /** To what is no sound XML, so that whoever can read it does not lose it. */
  private String addedUnread(String xmp) {
    int end = xmp.lastIndexOf(USUAL_END);
    if (end < 0) {
      return alone();
    }
    return xmp.contains(PROPERTY)
        ? xmp
        : xmp.substring(0, end) + description() + xmp.substring(end);
  }

  /** A packet whose orientation, if it names one, is upright. */
  static String upright(String xmp) {
    XmpPacket packet = XmpPacket.of(xmp);
    return packet == null ? xmp : upright(xmp, packet);
  }

  private static String upright(String xmp, XmpPacket packet) {
    String upright = xmp;
    for (String prefix : packet.tiff()) {
      String name = prefix.isEmpty() ? "" : Pattern.quote(prefix + ":");
      Pattern orientation = Pattern.compile("(?<head>[\\s<]" + name + ORIENTATION);
      upright = orientation.matcher(upright).replaceAll("${head}1");
    }
    return upright;
  }
}
