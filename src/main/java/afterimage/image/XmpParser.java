package afterimage.image;

import java.io.StringReader;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a stranger's XMP: no document types, no entities beyond XML's five, nothing that is opened,
 * and bounded in size, depth and attributes.
 */
final class XmpParser {
  static final int MAX_CHARACTERS = 4 << 20;
  static final int MAX_DEPTH = 64;
  static final int MAX_PREFIXES = 512;
  private static final int MAX_ATTRIBUTES = 4096;
  // Several packets may follow each other, and not every program declares the usual prefixes.
  private static final String AROUND =
      Arrays.stream(XmpNamespace.values())
          .map(XmpNamespace::declaration)
          .collect(Collectors.joining("", "<packets xmlns:x=\"adobe:ns:meta/\"", ">"));

  private XmpParser() {}

  /**
   * Begins to read; everything lies within an element of our own.
   *
   * @throws XMLStreamException if it is too long
   */
  static XMLStreamReader reader(String xmp) throws XMLStreamException {
    String packet = bare(xmp);
    if (packet.length() > MAX_CHARACTERS) {
      throw new XMLStreamException("a packet of " + packet.length() + " characters");
    }
    return factory().createXMLStreamReader(new StringReader(AROUND + packet + "</packets>"));
  }

  /** Without byte order mark and XML declaration in front, and programs' padding behind. */
  static String bare(String xmp) {
    int start = 0;
    int end = xmp.length();
    while (start < end && (xmp.charAt(start) == '\ufeff' || xmp.charAt(start) <= ' ')) {
      start++;
    }
    while (end > start && xmp.charAt(end - 1) <= ' ') {
      end--;
    }
    int declaration = xmp.startsWith("<?xml ", start) ? xmp.indexOf("?>", start) : -1;
    return xmp.substring(declaration < 0 ? start : Math.min(declaration + 2, end), end);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // These count XML's own five as well: a packet cannot declare others.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", String.valueOf(MAX_CHARACTERS));
    factory.setProperty("jdk.xml.totalEntitySizeLimit", String.valueOf(MAX_CHARACTERS));
    factory.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(MAX_ATTRIBUTES));
    factory.setProperty("jdk.xml.maxElementDepth", String.valueOf(2 * MAX_DEPTH));
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is opened");
        });
    return factory;
  }
}
