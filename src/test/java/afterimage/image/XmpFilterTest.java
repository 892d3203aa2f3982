package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmpFilterTest {
  private static final String PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/";
  private static final String[] NAMESPACES = {
    PHOTOSHOP,
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "http://ns.adobe.com/exif/1.0/",
    "http://www.dji.com/drone-dji/1.0/",
    "http://rs.tdwg.org/dwc/index.htm",
    "urn:unknown"
  };
  private static final String[] PLACES = {
    "City",
    "Country",
    "State",
    "Location",
    "Sublocation",
    "GPSLatitude",
    "LocationShown",
    "GpsLongitude",
    "decimalLatitude",
    "CountryCode",
    "ProvinceState",
    "WorldRegion"
  };

  private final List<String> doubts = new ArrayList<>();

  @Test
  void removedFrom_otherPrefixes_goesByNamespaceAndKeepsTheRest() {
    String xmp =
        packet(
            "r",
            "<r:Description xmlns:q='%s' xmlns:d='http://purl.org/dc/elements/1.1/' q:City='Zossen'"
                + " q:Headline='a &lt;fox&gt; &amp; \"more\"'><d:title><r:Alt><r:li xml:lang='x-default'>mine"
                + "</r:li></r:Alt></d:title><q:Country><![CDATA[Zossen]]></q:Country></r:Description>");

    String left = Objects.requireNonNull(XmpLocation.removedFrom(xmp, doubts::add));

    assertThat(left)
        .doesNotContain("Zossen", "City", "Country")
        .contains("photoshop:Headline=\"a &lt;fox&gt; &amp; &quot;more&quot;\"")
        .contains("<rdf:li xml:lang=\"x-default\">mine</rdf:li>");
    assertThat(doubts).isEmpty();
    assertThat(XmpLocation.removedFrom(left, doubts::add)).isEqualTo(left);
  }

  @Test
  void removedFrom_unknownNamespace_goesAndIsNamed() {
    String xmp =
        packet(
            "rdf",
            "<rdf:Description xmlns:q='urn:x' q:wo='Zossen'><q:da>x</q:da></rdf:Description>");

    assertThat(XmpLocation.removedFrom(xmp, doubts::add)).isEmpty();
    assertThat(doubts).containsExactly("XMP q:wo", "XMP q:da");
  }

  @Test
  void removedFrom_twoPackets_takesBoth() {
    String one = packet("rdf", "<rdf:Description xmlns:q='%s' q:City='Zossen' q:Headline='a'/>");
    String two = packet("rdf", "<rdf:Description xmlns:q='%s' q:City='Zossen' q:Credit='b'/>");

    assertThat(XmpLocation.removedFrom(one + two, doubts::add))
        .contains("photoshop:Headline", "photoshop:Credit")
        .doesNotContain("Zossen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<a/>",
        "<!DOCTYPE a [<!ENTITY z 'Zossen'>]><rdf:RDF><rdf:Description dc:title='&z;'/></rdf:RDF>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/'><rdf:RDF/>",
        "<rdf:RDF><rdf:Description dc:title='&z;'/></rdf:RDF>",
        "<rdf:RDF><rdf:Description dc:title='a'></rdf:RDF>",
        "<rdf:RDF><rdf:Description rdf:nodeID='a' dc:title='Zossen'/></rdf:RDF>",
        "<rdf:RDF><rdf:Description dc:title='a\u0000'/></rdf:RDF>"
      })
  void removedFrom_whatCannotBeReadSafely_isRefused(String xmp) {
    assertThat(XmpLocation.removedFrom(xmp, doubts::add)).isNull();
  }

  @Test
  void removedFrom_bombs_areRefused() {
    String head = "<rdf:RDF><rdf:Description>";
    for (String piece :
        List.of("<exif:GPSa>", "<a>", "<rdf:li>", "<!--", "<![CDATA[", "&lt;&", "<")) {
      assertThat(XmpLocation.removedFrom(head + piece.repeat(300_000), doubts::add)).isNull();
    }
    StringBuilder names = new StringBuilder(head + "<dc:title");
    for (int i = 0; i < 100_000; i++) {
      names.append(" xmlns:p").append(i).append("='u'");
    }
    assertThat(XmpLocation.removedFrom(names + "/></rdf:Description></rdf:RDF>", doubts::add))
        .isNull();
    assertThat(
            XmpLocation.removedFrom(
                packet("rdf", "<rdf:Description/>" + " ".repeat(5 << 20)), doubts::add))
        .isNull();
  }

  @Test
  void removedFrom_manyAttributesAndEscapes_keepsThem() {
    StringBuilder xmp = new StringBuilder("<rdf:RDF><rdf:Description");
    for (int i = 0; i < 900; i++) {
      xmp.append(" crs:A").append(i).append("='1'");
    }
    xmp.append("><dc:title>").append("&lt;".repeat(200_000)).append("</dc:title>");

    String left = XmpLocation.removedFrom(xmp + "</rdf:Description></rdf:RDF>", doubts::add);

    assertThat(left).contains("crs:A899=\"1\"", "&lt;".repeat(200_000));
  }

  @Test
  void removedFrom_packetsOfAnyForm_holdNoPlace() {
    Random random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      String r = prefix(random);
      StringBuilder body = new StringBuilder();
      for (int node = 0; node <= random.nextInt(3); node++) {
        body.append(node(random, r, 3));
      }
      String xmp = packet(r, body.toString());

      PictureMetadata left =
          (random.nextBoolean()
                  ? MetadataChoice.keeping(
                      WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE)
                  : MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS))
              .of(new PictureMetadata(null, Map.of(PictureMetadata.XMP, xmp)));

      assertThat(left.texts().toString()).as(xmp).doesNotContain("Zossen", "52,31.2");
      assertThat(left.leftOut()).as(xmp).doesNotContain("all XMP data (cannot be read safely)");
    }
  }

  @Test
  void removedFrom_settings_goFromEveryCorner() {
    String xmp =
        packet(
            "rdf",
            "<rdf:Description xmlns:q='%s' q:Headline='mine' Iptc4xmpExt:AIPromptInformation='secret'"
                + " exif:GPSLatitude='52,31.2N'><exif:UserComment><rdf:Alt><rdf:li>secret</rdf:li>"
                + "</rdf:Alt></exif:UserComment><dc:description><rdf:Alt><rdf:li>secret&#10;Steps: 20"
                + "</rdf:li></rdf:Alt></dc:description></rdf:Description>");

    assertThat(XmpSettings.removedFrom(xmp, doubts::add))
        .doesNotContain("secret")
        .contains("mine", "52,31.2N");
  }

  /**
   * A description with places as attributes, elements, structures and arrays, and one thing else.
   */
  private static String node(Random random, String r, int depth) {
    StringBuilder node = new StringBuilder("<" + r + ":Description " + r + ":about=''");
    String prefix = prefix(random);
    String namespace = NAMESPACES[random.nextInt(NAMESPACES.length)];
    node.append(" xmlns:").append(prefix).append("='").append(namespace).append('\'');
    if (random.nextBoolean()) {
      node.append(' ').append(prefix).append(':').append(place(random)).append("='Zossen'");
    }
    node.append(" dc:title='mine'>");
    for (int i = 0; i <= random.nextInt(3); i++) {
      String name = prefix + ":" + place(random);
      String inner =
          depth == 0 || random.nextBoolean() ? value(random) : node(random, r, depth - 1);
      node.append(
          switch (random.nextInt(5)) {
            case 0 -> "<%s>%s</%s>".formatted(name, inner, name);
            case 1 ->
                "<%s %s:parseType=\"Resource\"><dc:title>Zossen</dc:title></%s>"
                    .formatted(name, r, name);
            case 2 ->
                "<%s><%s:Bag><%s:li>%s</%s:li></%s:Bag></%s>"
                    .formatted(name, r, r, inner, r, r, name);
            case 3 -> "<%s\n%s:resource = 'Zossen' />".formatted(name, r);
            default ->
                "<dc:relation><%s:Bag><%s:li %s:parseType='Resource'><%s>%s</%s></%s:li></%s:Bag></dc:relation>"
                    .formatted(r, r, r, name, inner, name, r, r);
          });
    }
    return node.append("</").append(r).append(":Description>").toString();
  }

  private static String value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "<![CDATA[Zossen]]>";
      case 1 -> "52,31.2N";
      case 2 -> "&#90;ossen";
      default -> "Zos<!-- Zossen -->sen";
    };
  }

  private static String place(Random random) {
    return PLACES[random.nextInt(PLACES.length)];
  }

  private static String prefix(Random random) {
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      prefix.append((char) ('a' + random.nextInt(26)));
    }
    return "p" + prefix;
  }

  private static String packet(String r, String body) {
    return "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        + "<%s:RDF xmlns:%s='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>".formatted(r, r)
        + body.replace("%s", PHOTOSHOP)
        + "</%s:RDF></x:xmpmeta><?xpacket end='w'?>".formatted(r);
  }
}
