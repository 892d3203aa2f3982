package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final String TIFF = "http://ns.adobe.com/tiff/1.0/";
  private static final String DC = "http://purl.org/dc/elements/1.1/";

  @Test
  void into_packetWithOtherPrefixes_keepsItAndAddsToIt() {
    String xmp =
        "<r:RDF xmlns:r='%s'><r:Description xmlns:d='%s' d:source='mine'/></r:RDF>"
            .formatted(RDF, DC);

    String with = Provenance.COMPOSITE.into(xmp);

    assertThat(with).contains("d:source='mine'", "compositeWithTrainedAlgorithmicMedia");
    assertNamesSource(with);
    assertThat(Provenance.COMPOSITE.into(with)).isEqualTo(with);
  }

  @Test
  void into_rdfWithoutPrefix_addsToIt() {
    String with =
        Provenance.GENERATED.into(
            "<RDF xmlns='%s'><Description xmlns:d='%s' d:source='mine'/></RDF >"
                .formatted(RDF, DC));

    assertThat(with).contains("mine");
    assertNamesSource(with);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- </rdf:RDF> -->",
        "<?a </rdf:RDF>?>",
        "<!-- </rdf:RDF> --><!-- </rdf:RDF> --><x:y>&lt;/rdf:RDF></x:y>"
      })
  void into_endOfRdfInCommentsBehindIt_isNotFooled(String behind) {
    String xmp =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='%s'><rdf:Description xmlns:d='%s'"
                .formatted(RDF, DC)
            + " d:source='mine'/></rdf:RDF>"
            + behind
            + "</x:xmpmeta>";

    String with = Provenance.COMPOSITE.into(xmp);

    assertThat(with).contains("mine");
    assertNamesSource(with);
  }

  @Test
  void into_packetThatOnlySpeaksOfTheProperty_addsIt() {
    String xmp =
        "<rdf:RDF xmlns:rdf='%s'><rdf:Description xmlns:d='%s' d:source='no DigitalSourceType'/></rdf:RDF>"
            .formatted(RDF, DC);

    assertNamesSource(Provenance.COMPOSITE.into(xmp));
  }

  @Test
  void into_packetThatIsNoSoundXml_keepsIt() {
    String with = Provenance.COMPOSITE.into("<rdf:RDF><q:a>mine & yours</q:a></rdf:RDF>");

    assertThat(with).contains("mine & yours", "DigitalSourceType=");
  }

  @Test
  void into_manyEndsOfRdf_takesNotLong() {
    String xmp =
        "<rdf:RDF xmlns:rdf='%s'></rdf:RDF>".formatted(RDF) + "<!-- </rdf:RDF> -->".repeat(100_000);

    assertNamesSource(Provenance.COMPOSITE.into(xmp));
  }

  @Test
  void upright_otherPrefixesAndSpaces_isUpright() {
    String xmp =
        ("<rdf:RDF xmlns:rdf='%1$s'><rdf:Description xmlns:t='%2$s' t:Orientation = \"6\"/>"
                + "<rdf:Description><Orientation xmlns='%2$s'> 8 </Orientation></rdf:Description>"
                + "<rdf:Description xmlns:o='urn:o' o:Orientation='7'/></rdf:RDF>")
            .formatted(RDF, TIFF);

    String upright = Provenance.upright(xmp);

    assertThat(upright)
        .contains("t:Orientation = \"1\"", "> 1 </Orientation>", "o:Orientation='7'");
  }

  private static void assertNamesSource(String xmp) {
    assertThat(Objects.requireNonNull(XmpPacket.of(xmp)).namesSource()).as(xmp).isTrue();
  }
}
