package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmpTextTest {
  private static final String PACKET =
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
          + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
          + " xmlns:p='http://ns.adobe.com/photoshop/1.0/' p:City='Zossen' p:Headline='Füchse 狐'/>"
          + "</rdf:RDF></x:xmpmeta>";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void of_anyEncoding_isRead(String charset) {
    for (String before :
        List.of(
            "",
            "\ufeff",
            "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
            "\ufeff<?xml version=\"1.0\" encoding=\"" + charset + "\"?>\n",
            " ")) {
      byte[] bytes = (before + PACKET).getBytes(Charset.forName(charset));

      String text = XmpText.of(bytes, StandardCharsets.UTF_8);

      List<String> doubts = new ArrayList<>();
      assertThat(Objects.requireNonNull(XmpLocation.removedFrom(text, doubts::add)))
          .contains("Füchse 狐")
          .doesNotContain("Zossen");
      assertThat(doubts).isEmpty();
    }
  }

  @Test
  void of_shortOrBinary_isWhatItWas() {
    for (byte[] bytes : new byte[][] {{}, {0}, {0, 0, 0, 0}, {-1, -2}, {-1, -40, -1, -32, 7}}) {
      assertThat(XmpText.of(bytes, StandardCharsets.ISO_8859_1).length())
          .isLessThanOrEqualTo(bytes.length);
    }
  }

  @Test
  void metadata_utf16InAPng_isKeptAndWrittenAsUtf8() {
    EmbeddedData embedded = new EmbeddedData();
    embedded.keepXmp(PACKET.getBytes(StandardCharsets.UTF_16LE));

    PictureMetadata left =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE)
            .of(embedded.metadata());

    assertThat(new String(Objects.requireNonNull(left.xmpToWrite()), StandardCharsets.UTF_8))
        .contains("Füchse 狐", "DigitalSourceType")
        .doesNotContain("Zossen");
    assertThat(left.leftOut()).isEmpty();
  }
}
