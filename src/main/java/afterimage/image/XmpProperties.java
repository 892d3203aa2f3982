package afterimage.image;

import afterimage.guard.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An XMP packet taken apart into its properties, each as XML that stands for itself, to be put
 * together anew with more of them or fewer; what nobody here knows is kept as it is.
 */
final class XmpProperties {
  private static final String RDF_URI = XmpNamespace.RDF.uri();

  private static final int MAX_CHARACTERS = 2 * XmpParser.MAX_CHARACTERS;

  private final Map<Name, String> properties = new LinkedHashMap<>();
  private long characters;

  /** What a property is called, whatever its prefix. */
  record Name(String namespace, String local) {}

  /** How a property holds its values. */
  enum Form {
    TEXT(""),
    ALTERNATIVES("Alt"),
    BAG("Bag"),
    SEQUENCE("Seq");

    private final String array;

    Form(String array) {
      this.array = array;
    }
  }

  private XmpProperties() {}

  /**
   * Takes a packet apart.
   *
   * @param xmp the packet, or null for one without properties
   * @return null if it cannot be read safely
   */
  static @Nullable XmpProperties of(@Nullable String xmp) {
    XmpProperties all = new XmpProperties();
    if (xmp == null) {
      return all;
    }
    try {
      all.read(XmpParser.reader(xmp));
      return all;
    } catch (XMLStreamException e) {
      return null;
    }
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    int depth = 0;
    int rdf = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (depth > XmpParser.MAX_DEPTH) {
          throw new XMLStreamException("nested too deep");
        }
        if (rdf == 0 && isRdf(reader)) {
          rdf = depth;
        } else if (rdf > 0 && depth == rdf + 1) {
          attributes(reader);
        } else if (rdf > 0 && depth == rdf + 2) {
          String namespace = String.valueOf(reader.getNamespaceURI());
          Name name = new Name(namespace, reader.getLocalName());
          keep(name, new Copy(reader).element());
          depth--;
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        rdf = depth == rdf ? 0 : rdf;
        depth--;
      } else if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("a packet has no document type");
      }
    }
  }

  /** Every property names its namespaces, so that a long name would be there very often. */
  private void keep(Name name, String xml) throws XMLStreamException {
    characters += xml.length();
    if (characters > MAX_CHARACTERS) {
      throw new XMLStreamException("too long");
    }
    properties.putIfAbsent(name, xml);
  }

  private static boolean isRdf(XMLStreamReader reader) {
    return RDF_URI.equals(reader.getNamespaceURI()) && reader.getLocalName().equals("RDF");
  }

  /** Simple properties may be attributes of their node. */
  private void attributes(XMLStreamReader reader) throws XMLStreamException {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String namespace = reader.getAttributeNamespace(i);
      XmpNamespace known = XmpNamespace.of(namespace);
      boolean property = known != XmpNamespace.RDF && known != XmpNamespace.XML;
      if (namespace != null && !namespace.isEmpty() && property) {
        String prefix = reader.getAttributePrefix(i);
        String local = reader.getAttributeLocalName(i);
        keep(
            new Name(namespace, local),
            element(prefix + ":" + local, prefix, namespace, escaped(reader.getAttributeValue(i))));
      }
    }
  }

  boolean has(XmpNamespace namespace, String local) {
    return properties.containsKey(new Name(namespace.uri(), local));
  }

  /** Whether a property has all of these values. */
  boolean says(XmpNamespace namespace, String local, List<String> values) {
    Set<String> texts = texts(xml(new Name(namespace.uri(), local)));
    return values.stream().allMatch(value -> texts.contains(escaped(value)));
  }

  /** Everything that stands between tags. */
  private static Set<String> texts(String xml) {
    return new HashSet<>(Arrays.asList(xml.split("[<>]", -1)));
  }

  /** The XML of a property, or an empty text. */
  String xml(Name name) {
    return properties.getOrDefault(name, "");
  }

  /** The text of a property without elements, or an empty text. */
  String text(Name name) {
    String xml = xml(name);
    int start = xml.indexOf('>') + 1;
    int end = xml.lastIndexOf("</");
    return start > 0 && end >= start ? xml.substring(start, end) : "";
  }

  /** A property with values of our own, in place of any of that name. */
  void put(XmpNamespace namespace, String local, Form form, List<String> values) {
    StringBuilder content = new StringBuilder();
    if (form == Form.TEXT) {
      content.append(escaped(values.getFirst()));
    } else {
      content.append("<rdf:").append(form.array).append('>');
      // Alternatives are of languages, of which we know one.
      for (String value : form == Form.ALTERNATIVES ? values.subList(0, 1) : values) {
        content.append(form == Form.ALTERNATIVES ? "<rdf:li xml:lang=\"x-default\">" : "<rdf:li>");
        content.append(escaped(value)).append("</rdf:li>");
      }
      content.append("</rdf:").append(form.array).append('>');
    }
    String prefix = namespace.prefix();
    properties.put(
        new Name(namespace.uri(), local),
        element(namespace.qualified(local), prefix, namespace.uri(), content.toString()));
  }

  /** Adds values that a property's array lacks; does nothing to what is no such array. */
  void append(XmpNamespace namespace, String local, Form form, List<String> values) {
    Name name = new Name(namespace.uri(), local);
    String xml = xml(name);
    int close = xml.lastIndexOf(":" + form.array + ">");
    int end = close < 0 ? -1 : xml.lastIndexOf("</", close);
    if (form == Form.TEXT || form == Form.ALTERNATIVES || end < 0) {
      return;
    }
    Set<String> texts = texts(xml);
    StringBuilder more = new StringBuilder();
    for (String value : values) {
      if (texts.add(escaped(value))) {
        more.append("<rdf:li>").append(escaped(value)).append("</rdf:li>");
      }
    }
    properties.put(name, xml.substring(0, end) + more + xml.substring(end));
  }

  void put(Name name, String prefix, String text) {
    String qualified = prefix + ":" + name.local;
    properties.put(name, element(qualified, prefix, name.namespace, escaped(text)));
  }

  /** Takes properties out; false if there are none of them. */
  boolean removeIf(Predicate<Name> condition) {
    return properties.keySet().removeIf(condition);
  }

  void remove(Name name) {
    properties.remove(name);
  }

  /** Takes over what another packet has and this one lacks. */
  void addMissing(XmpProperties other) {
    other.properties.forEach(properties::putIfAbsent);
  }

  /** Hands the longest properties over to another until the rest has at most so many bytes. */
  void moveLongestTo(XmpProperties other, int most) {
    Map<Name, Integer> lengths = new HashMap<>();
    properties.forEach(
        (name, xml) -> lengths.put(name, xml.getBytes(StandardCharsets.UTF_8).length));
    long left = lengths.values().stream().mapToLong(Integer::intValue).sum();
    List<Map.Entry<Name, Integer>> longest = new ArrayList<>(lengths.entrySet());
    longest.sort(Map.Entry.<Name, Integer>comparingByValue().reversed());
    for (Map.Entry<Name, Integer> entry : longest) {
      if (left <= most) {
        return;
      }
      String xml = properties.remove(entry.getKey());
      other.properties.put(entry.getKey(), String.valueOf(xml));
      left -= entry.getValue();
    }
  }

  /** The packet, as files hold it. */
  String packet() {
    return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        + bare()
        + "\n<?xpacket end=\"w\"?>";
  }

  /** The packet without what marks its ends. */
  String bare() {
    StringBuilder bare = new StringBuilder("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF");
    bare.append(XmpNamespace.RDF.declaration()).append("><rdf:Description rdf:about=\"\">");
    properties.values().forEach(bare::append);
    return bare.append("</rdf:Description></rdf:RDF></x:xmpmeta>").toString();
  }

  private static String element(String name, String prefix, String uri, String content) {
    String declaration = " xmlns:" + prefix + "=\"" + escaped(uri) + "\"";
    return "<" + name + declaration + ">" + content + "</" + name + ">";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    XmpFilter.escape(text, escaped);
    return escaped.toString();
  }

  /** Copies one element with all that is in it, and declares every prefix that it uses. */
  private static final class Copy {
    private final XMLStreamReader reader;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Map<String, String>> bound = new ArrayDeque<>();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * @param reader at the element's start
     */
    Copy(XMLStreamReader reader) {
      this.reader = reader;
      bound.push(Map.of("rdf", RDF_URI, "xml", String.valueOf(reader.getNamespaceURI("xml"))));
    }

    /** Leaves the reader at the element's end. */
    String element() throws XMLStreamException {
      start();
      while (!open.isEmpty()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> start();
          case XMLStreamConstants.END_ELEMENT -> {
            out.append("</").append(open.pop()).append('>');
            bound.pop();
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              XmpFilter.escape(reader.getText(), out);
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw new XMLStreamException("a packet has no entities");
          default -> {}
        }
      }
      return out.toString();
    }

    private void start() throws XMLStreamException {
      Deadline.check();
      if (open.size() > XmpParser.MAX_DEPTH || out.length() > MAX_CHARACTERS) {
        throw new XMLStreamException("nested too deep");
      }
      Map<String, String> inside = new HashMap<>(bound.element());
      StringBuilder declared = new StringBuilder();
      String name = name(reader.getPrefix(), reader.getLocalName());
      declare(reader.getPrefix(), reader.getNamespaceURI(), inside, declared);
      StringBuilder attributes = new StringBuilder();
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        String prefix = reader.getAttributePrefix(i);
        if (prefix != null && !prefix.isEmpty()) {
          declare(prefix, reader.getAttributeNamespace(i), inside, declared);
        }
        attributes.append(' ').append(name(prefix, reader.getAttributeLocalName(i)));
        attributes.append("=\"");
        XmpFilter.escape(reader.getAttributeValue(i), attributes);
        attributes.append('"');
      }
      if (inside.size() > XmpParser.MAX_PREFIXES) {
        throw new XMLStreamException("too many prefixes");
      }
      out.append('<').append(name).append(declared).append(attributes).append('>');
      bound.push(inside);
      open.push(name);
    }

    private static void declare(
        @Nullable String prefix,
        @Nullable String uri,
        Map<String, String> inside,
        StringBuilder declared) {
      String of = prefix == null ? "" : prefix;
      String wanted = uri == null ? "" : uri;
      if (!wanted.equals(inside.getOrDefault(of, ""))) {
        inside.put(of, wanted);
        declared.append(of.isEmpty() ? " xmlns" : " xmlns:" + of);
        declared.append("=\"").append(escaped(wanted)).append('"');
      }
    }

    private static String name(@Nullable String prefix, String local) {
      return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }
  }
}
