package afterimage.image;

import afterimage.guard.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes an XMP packet anew with only the properties that a rule keeps. Names are compared by
 * namespace and not by prefix, whatever the form: attribute or element, structure, array. Every
 * property of a namespace that is none of {@link XmpNamespace} goes, since nobody can tell what it
 * says; so do comments, processing instructions and whatever surrounds the RDF.
 *
 * <p>Depth, names in scope and size are bounded, so that time is linear in the packet's length.
 */
final class XmpFilter {
  /** What is to be kept. */
  interface Rule {
    /** Judges a property by its name. */
    Verdict name(XmpNamespace namespace, String local);

    /** Judges a property of a namespace that nobody knows: is it what was to be removed? */
    boolean isMeant(String local);

    /** Judges a value. */
    Verdict value(String text);
  }

  private final Rule rule;
  private final Consumer<String> doubts;
  private final XMLStreamReader reader;
  private final Deque<Element> open = new ArrayDeque<>();
  private final Set<XmpNamespace> used = EnumSet.noneOf(XmpNamespace.class);
  private final StringBuilder nodes = new StringBuilder();
  private int depth;
  private int prefixes;
  private int skipped;
  private boolean rdfFound;

  private XmpFilter(String xmp, Rule rule, Consumer<String> doubts) throws XMLStreamException {
    this.rule = rule;
    this.doubts = doubts;
    reader = XmpParser.reader(xmp);
  }

  /**
   * A packet with what the rule keeps; empty if that is nothing.
   *
   * @param doubts gets the name of each property that went although nobody could tell
   * @return null if it is no packet that can be read safely
   */
  static @Nullable String filter(String xmp, Rule rule, Consumer<String> doubts) {
    try {
      return new XmpFilter(xmp, rule, doubts).filtered();
    } catch (XMLStreamException e) {
      return null;
    }
  }

  private String filtered() throws XMLStreamException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (skipped == 0 && !open.isEmpty()) {
            open.element().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD,
            XMLStreamConstants.ENTITY_REFERENCE,
            XMLStreamConstants.ENTITY_DECLARATION,
            XMLStreamConstants.NOTATION_DECLARATION ->
            throw new XMLStreamException("a packet has no document type");
        default -> {}
      }
    }
    if (!rdfFound) {
      throw new XMLStreamException("no RDF");
    }
    return used.isEmpty() ? "" : packet();
  }

  private String packet() {
    StringBuilder packet = new StringBuilder(nodes.length() + 1000);
    packet.append("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    packet.append("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF");
    packet.append(XmpNamespace.RDF.declaration());
    used.forEach(namespace -> packet.append(namespace.declaration()));
    packet.append('>').append(nodes);
    return packet.append("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>").toString();
  }

  private void start() throws XMLStreamException {
    Deadline.check();
    depth++;
    prefixes += reader.getNamespaceCount();
    if (depth > XmpParser.MAX_DEPTH || prefixes > XmpParser.MAX_PREFIXES) {
      throw new XMLStreamException("nested too deep");
    }
    XmpNamespace namespace = XmpNamespace.of(reader.getNamespaceURI());
    String local = reader.getLocalName();
    if (skipped > 0) {
      skipped++;
    } else if (namespace == XmpNamespace.RDF && local.equals("RDF")) {
      if (!open.isEmpty()) {
        throw new XMLStreamException("RDF within RDF");
      }
      rdfFound = true;
      open.push(new Element("", "rdf:RDF"));
    } else if (!open.isEmpty()) {
      begin(namespace, local);
    }
  }

  private void begin(@Nullable XmpNamespace namespace, String local) throws XMLStreamException {
    Element parent = open.element();
    parent.elements = true;
    if (namespace == null) {
      drop(foreign(local), name(reader.getPrefix(), local));
      return;
    }
    String property = namespace == XmpNamespace.RDF ? parent.property : namespace.qualified(local);
    Verdict verdict =
        namespace == XmpNamespace.RDF ? structure(local) : rule.name(namespace, local);
    if (verdict != Verdict.KEEP) {
      drop(verdict, property);
      return;
    }
    StringBuilder tag = new StringBuilder(namespace.qualified(local));
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      XmpNamespace of = XmpNamespace.of(reader.getAttributeNamespace(i));
      String value = reader.getAttributeValue(i);
      if (of == XmpNamespace.RDF) {
        if (!rdfAttribute(reader.getAttributeLocalName(i), value, tag, property)) {
          drop(Verdict.DOUBT, property);
          return;
        }
      } else {
        attribute(i, of, value, tag);
      }
    }
    if (namespace == XmpNamespace.RDF && local.equals("Description") && parent.tag.isEmpty()) {
      tag.append(" rdf:about=\"\"");
    }
    if (namespace != XmpNamespace.RDF) {
      used.add(namespace);
    }
    open.push(new Element(tag.toString(), property));
  }

  private Verdict foreign(String local) {
    return rule.isMeant(local) ? Verdict.DROP : Verdict.DOUBT;
  }

  /** RDF's own elements: nodes and arrays; what else there is, XMP does not have. */
  private static Verdict structure(String local) {
    return switch (local) {
      case "Description", "Bag", "Seq", "Alt", "li", "value" -> Verdict.KEEP;
      default -> Verdict.DOUBT;
    };
  }

  /**
   * Copies one of RDF's attributes. What a node is about is for the writer to say.
   *
   * @return whether the element can stay
   */
  private boolean rdfAttribute(String local, String value, StringBuilder tag, String property)
      throws XMLStreamException {
    switch (local) {
      case "parseType" -> {
        if (!value.equals("Resource")) {
          return false;
        }
        tag.append(" rdf:parseType=\"Resource\"");
      }
      case "resource", "value" -> {
        Verdict verdict = rule.value(value);
        if (verdict != Verdict.KEEP) {
          return false;
        }
        tag.append(" rdf:").append(local).append("=\"");
        escape(value, tag);
        tag.append('"');
      }
      // One node's properties in another place: what belongs to what can't be told any more.
      case "nodeID", "aboutEach", "aboutEachPrefix" ->
          throw new XMLStreamException("nodes with names are no XMP: " + property);
      default -> {}
    }
    return true;
  }

  private void attribute(int index, @Nullable XmpNamespace of, String value, StringBuilder tag) {
    String local = reader.getAttributeLocalName(index);
    if (of == null) {
      String prefix = reader.getAttributePrefix(index);
      if (prefix != null && !prefix.isEmpty() && foreign(local) == Verdict.DOUBT) {
        doubt(name(prefix, local));
      }
      return;
    }
    Verdict verdict = of == XmpNamespace.XML ? Verdict.KEEP : rule.name(of, local);
    verdict = verdict == Verdict.KEEP ? rule.value(value) : verdict;
    if (verdict != Verdict.KEEP) {
      if (verdict == Verdict.DOUBT) {
        doubt(of.qualified(local));
      }
      return;
    }
    used.add(of);
    tag.append(' ').append(of.qualified(local)).append("=\"");
    escape(value, tag);
    tag.append('"');
  }

  private void drop(Verdict verdict, String name) {
    skipped = 1;
    if (verdict == Verdict.DOUBT) {
      doubt(name);
    }
  }

  private void end() {
    depth--;
    prefixes -= reader.getNamespaceCount();
    if (skipped > 0) {
      skipped--;
      return;
    }
    if (open.isEmpty()) {
      return; // x:xmpmeta, or whatever else stands around the RDF
    }
    Element element = open.pop();
    if (open.isEmpty()) {
      nodes.append(element.content);
      return;
    }
    StringBuilder parent = open.element().content;
    if (!element.elements) {
      Verdict verdict = rule.value(element.text.toString());
      if (verdict != Verdict.KEEP) {
        if (verdict == Verdict.DOUBT) {
          doubt(element.property);
        }
        return;
      }
      escape(element.text, element.content);
    }
    String name =
        element.tag.contains(" ")
            ? element.tag.substring(0, element.tag.indexOf(' '))
            : element.tag;
    parent.append('<').append(element.tag).append('>');
    parent.append(element.content).append("</").append(name).append('>');
  }

  private void doubt(String name) {
    doubts.accept("XMP " + name);
  }

  private static String name(@Nullable String prefix, String local) {
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }

  /** Text as it stands in an element or an attribute. */
  static void escape(CharSequence text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\n', '\r', '\t' -> out.append("&#").append((int) character).append(';');
        default -> out.append(character);
      }
    }
  }

  /** An element that is being read and stays so far. */
  private static final class Element {
    final String tag;
    final String property;
    final StringBuilder text = new StringBuilder();
    final StringBuilder content = new StringBuilder();
    boolean elements;

    /**
     * @param tag name and attributes as they are written; empty for the RDF itself
     * @param property what people call it
     */
    Element(String tag, String property) {
      this.tag = tag;
      this.property = property;
    }
  }
}
