package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A gain map is left out, and that is told; the picture that it belongs to is read. */
class GainMapTest {
  private static final Path PHOTO = Path.of("src/test/resources/image/photo.jpg");

  @Test
  void read_ultraHdr_tellsThatTheGainMapIsLeftOut() throws Exception {
    String packet =
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF"
            + " xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description"
            + " rdf:about=\"\" xmlns:hdrgm=\"http://ns.adobe.com/hdr-gain-map/1.0/\""
            + " hdrgm:Version=\"1.0\"/></rdf:RDF></x:xmpmeta>";

    assertTold(with(0xe1, "http://ns.adobe.com/xap/1.0/\0" + packet));
  }

  @Test
  void read_gainMapOfIso21496_tellsThatItIsLeftOut() throws Exception {
    assertTold(with(0xe2, GainMap.ISO + "\0\0\0\0"));
  }

  @Test
  void read_plainPhoto_tellsNothing() throws Exception {
    assertThat(PictureReader.read(PHOTO).notices()).isEmpty();
  }

  private static void assertTold(byte[] jpeg) throws Exception {
    DecodedPicture decoded = PictureReader.read(jpeg, "hdr.jpg");

    assertThat(decoded.notices()).singleElement().asString().contains("hdr.jpg", "gain map");
    assertThat(TestPictures.same(decoded.picture(), PictureReader.read(PHOTO).picture())).isTrue();
  }

  /** The photo with a segment behind its first marker. */
  private static byte[] with(int marker, String content) throws Exception {
    byte[] photo = Files.readAllBytes(PHOTO);
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.write(photo, 0, 2);
    byte[] data = content.getBytes(StandardCharsets.ISO_8859_1);
    jpeg.write(new byte[] {(byte) 0xff, (byte) marker});
    jpeg.write(new byte[] {(byte) ((data.length + 2) >> 8), (byte) (data.length + 2)});
    jpeg.write(data);
    jpeg.write(photo, 2, photo.length - 2);
    return jpeg.toByteArray();
  }
}
