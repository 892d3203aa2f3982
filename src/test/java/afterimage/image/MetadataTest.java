package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
  private static final String SETTINGS = "ein Füchschen, 猫\nSteps: 20, Seed: 1";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void write_settingsAndProvenance_readBack(String extension) throws Exception {
    byte[] exif = ExifBlocks.withOrientation(6);
    Path file = folder.resolve("a." + extension);
    PictureMetadata metadata =
        new PictureMetadata(exif, Map.of())
            .withText(PictureMetadata.PARAMETERS, SETTINGS)
            .withProvenance();
    PictureWriter.write(TestPictures.gradient(30, 20), file, WriteOptions.DEFAULT, metadata);

    DecodedPicture read = PictureReader.read(file);
    assertThat(read.picture().width()).isEqualTo(30);
    assertThat(read.metadata().texts())
        .containsEntry(PictureMetadata.PARAMETERS, SETTINGS)
        .hasEntrySatisfying(
            PictureMetadata.XMP,
            xmp -> assertThat(xmp).contains("compositeWithTrainedAlgorithmicMedia"));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains(ExifBlocks.CAMERA);
  }

  @Test
  void userComment_ofABlockWithoutOne_isAddedAndTheRestStays() {
    byte[] exif = ExifBlocks.withOrientation(3);

    byte[] commented = UserComment.write(exif, SETTINGS);
    byte[] again = UserComment.write(commented, "other");

    assertThat(UserComment.read(exif)).isNull();
    assertThat(UserComment.read(commented)).isEqualTo(SETTINGS);
    assertThat(UserComment.read(again)).isEqualTo("other");
    assertThat(Exif.orientation(again)).isEqualTo(Orientation.UPSIDE_DOWN);
  }

  @Test
  void userComment_withoutABlock_makesOne() {
    assertThat(UserComment.read(UserComment.write(null, SETTINGS))).isEqualTo(SETTINGS);
  }

  @Test
  void userComment_ofAnyBytes_neverThrows() {
    SeededCases.check(
        300,
        values -> {
          byte[] bytes = values.bytes(1, 255);
          byte[] block = UserComment.write(ExifBlocks.withOrientation(1), SETTINGS);
          block[values.between(0, block.length - 1)] = bytes[0];
          UserComment.read(bytes);
          UserComment.write(bytes, "a");
          UserComment.read(block);
          Exif.upright(UserComment.write(block, "a"));
        });
  }

  @Test
  void provenance_intoAnotherPacket_keepsItAndTurnsItUpright() {
    String xmp =
        "<x:xmpmeta><rdf:RDF><rdf:Description tiff:Orientation=\"6\" dc:title=\"mine\"/>"
            + "<tiff:Orientation>8</tiff:Orientation></rdf:RDF></x:xmpmeta>";

    String with = Provenance.COMPOSITE.into(xmp);

    assertThat(with)
        .contains("mine", "DigitalSourceType", "tiff:Orientation=\"1\"", "<tiff:Orientation>1<");
    assertThat(Provenance.COMPOSITE.into(with)).isEqualTo(with);
  }
}
