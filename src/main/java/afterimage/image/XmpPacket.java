package afterimage.image;

import afterimage.guard.Deadline;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a packet calls what we change in it; names are compared by namespace.
 *
 * @param rdf the last RDF's name with its prefix, or null if there is none
 * @param namesSource whether the RDF names a digital source type
 * @param tiff the prefixes of TIFF's properties, where none is an empty text
 */
record XmpPacket(@Nullable String rdf, boolean namesSource, Set<String> tiff) {

  /** Reads a packet; null if it cannot be read safely. */
  static @Nullable XmpPacket of(String xmp) {
    try {
      return Guard.call(() -> read(xmp));
    } catch (XMLStreamException | GuardException e) {
      return null;
    }
  }

  private static XmpPacket read(String xmp) throws XMLStreamException {
    XMLStreamReader reader = XmpParser.reader(xmp);
    String rdf = null;
    boolean source = false;
    Set<String> tiff = new TreeSet<>();
    int depth = 0;
    int inRdf = 0;
    int prefixes = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Deadline.check();
          depth++;
          prefixes += reader.getNamespaceCount();
          if (depth > XmpParser.MAX_DEPTH || prefixes > XmpParser.MAX_PREFIXES) {
            throw new XMLStreamException("nested too deep");
          }
          XmpNamespace namespace = XmpNamespace.of(reader.getNamespaceURI());
          if (inRdf > 0 || (namespace == XmpNamespace.RDF && isNamed(reader, "RDF"))) {
            rdf = inRdf++ > 0 ? rdf : name(reader);
          }
          source |= inRdf > 0 && namesSource(reader, namespace);
          tiff(reader, namespace, tiff);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          prefixes -= reader.getNamespaceCount();
          inRdf = Math.max(0, inRdf - 1);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XMLStreamException("a packet has no document type");
        default -> {}
      }
    }
    return new XmpPacket(rdf, source, Set.copyOf(tiff));
  }

  private static boolean isNamed(XMLStreamReader reader, String local) {
    return reader.getLocalName().equals(local);
  }

  private static String name(XMLStreamReader reader) {
    String prefix = reader.getPrefix();
    return prefix == null || prefix.isEmpty()
        ? reader.getLocalName()
        : prefix + ":" + reader.getLocalName();
  }

  private static boolean namesSource(XMLStreamReader reader, @Nullable XmpNamespace namespace) {
    boolean names =
        namespace == XmpNamespace.IPTC_EXTENSION && isNamed(reader, Provenance.PROPERTY);
    for (int i = 0; i < reader.getAttributeCount() && !names; i++) {
      names =
          reader.getAttributeLocalName(i).equals(Provenance.PROPERTY)
              && XmpNamespace.of(reader.getAttributeNamespace(i)) == XmpNamespace.IPTC_EXTENSION;
    }
    return names;
  }

  private static void tiff(
      XMLStreamReader reader, @Nullable XmpNamespace namespace, Set<String> prefixes) {
    if (namespace == XmpNamespace.TIFF) {
      prefixes.add(reader.getPrefix() == null ? "" : reader.getPrefix());
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (XmpNamespace.of(reader.getAttributeNamespace(i)) == XmpNamespace.TIFF) {
        prefixes.add(reader.getAttributePrefix(i));
      }
    }
  }
}
