package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataChoiceTest {
  private static final String SECRET = "52 deg 31 min";
  private static final String XMP =
      "<x:xmpmeta><rdf:RDF><rdf:Description exif:GPSLatitude=\"52,31N\" dc:title=\"mine\">"
          + "<exif:GPSLongitude>13,24E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta>";

  @TempDir Path folder;

  @Test
  void of_withoutLocation_leavesNoByteOfIt() {
    PictureMetadata source = new PictureMetadata(withGps(), Map.of(PictureMetadata.XMP, XMP));

    PictureMetadata left =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE)
            .of(source);

    assertThat(latin(exif(left))).doesNotContain(SECRET).contains(ExifBlocks.CAMERA);
    assertThat(Exif.orientation(exif(left))).isEqualTo(Orientation.ofExif(6));
    assertThat(left.texts().get(PictureMetadata.XMP))
        .contains("mine", "DigitalSourceType")
        .doesNotContain("GPS");
  }

  @Test
  void of_all_keepsLocation() {
    PictureMetadata source = new PictureMetadata(withGps(), Map.of());

    assertThat(latin(exif(MetadataChoice.ALL.of(source)))).contains(SECRET);
  }

  @Test
  void of_withoutSettings_takesTheCommentAndEveryTextAway() {
    byte[] exif =
        UserComment.write(ExifBlocks.withOrientation(1), "a secret fox\nSteps: 3, Seed: 1");
    PictureMetadata source =
        new PictureMetadata(exif, Map.of(PictureMetadata.PARAMETERS, "x", "workflow", "{}"));

    PictureMetadata left =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.LOCATION).of(source);

    assertThat(left.texts()).isEmpty();
    assertThat(UserComment.read(exif(left))).isNull();
    assertThat(new String(exif(left), StandardCharsets.UTF_16BE)).doesNotContain("secret");
    assertThat(latin(exif(left))).contains(ExifBlocks.CAMERA);
  }

  @Test
  void of_none_leavesNothing() {
    PictureMetadata source = new PictureMetadata(withGps(), Map.of(PictureMetadata.XMP, XMP));

    PictureMetadata left = MetadataChoice.NONE.of(source);

    assertThat(left.exif()).isNull();
    assertThat(left.texts()).isEmpty();
  }

  @Test
  void of_withoutLocation_keepsSettingsAndAPersonsWords() {
    Map<String, String> texts =
        Map.of(
            "workflow", "{\"pos\":[52.1234,13.4050]}",
            "parameters", "a fox at 52.1234, 13.4050",
            "Title", "A fox",
            "Comment", "taken at 52.1234, 13.4050",
            "Ort", "Zossen",
            "City", "Zossen");

    PictureMetadata left =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS)
            .of(new PictureMetadata(null, texts));

    assertThat(left.texts()).containsOnlyKeys("workflow", "parameters", "Title");
    assertThat(left.leftOut()).containsExactlyInAnyOrder("text “Comment”", "text “Ort”");
  }

  @Test
  void write_whatWasLeftOut_isToldInOneBoundedSentence() throws Exception {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      texts.put("\u001b[31m\u202e" + i + "x".repeat(70), "y");
    }
    PictureMetadata left =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE)
            .of(new PictureMetadata(new byte[20], texts).withText(PictureMetadata.XMP, "<"));

    List<String> told =
        PictureWriter.write(
            TestPictures.gradient(8, 8), folder.resolve("a.png"), WriteOptions.DEFAULT, left);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst())
        .contains("a.png", "all EXIF data", "all XMP data")
        .doesNotContain("\u001b", "\u202e")
        .hasSizeLessThan(900);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void write_withProfile_embedsItAndReadsBackTheSameColours(String extension) throws Exception {
    Picture picture = TestPictures.gradient(40, 30);
    Path plain = folder.resolve("plain." + extension);
    Path file = folder.resolve("a." + extension);
    PictureWriter.write(picture, plain, WriteOptions.DEFAULT, PictureMetadata.NONE);
    PictureWriter.write(
        picture,
        file,
        new WriteOptions(0.95, false, null, Set.of(WriteSwitch.PROFILE)),
        PictureMetadata.NONE.withProvenance());

    assertThat(
            TestPictures.largestDifference(
                PictureReader.read(file).picture(), PictureReader.read(plain).picture()))
        .isLessThan(1.5);
    String bytes = latin(Files.readAllBytes(file));
    String mark =
        switch (extension) {
          case "png" -> "iCCP";
          case "jpg" -> "ICC_PROFILE";
          default -> "acsp";
        };
    assertThat(bytes).contains(mark).contains("DigitalSourceType");
    assertThat(latin(Files.readAllBytes(plain))).doesNotContain(mark);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void write_otherDepth_readsBackWithThatDepth(int depth) throws Exception {
    Picture picture = TestPictures.random(20, 10, 24 - depth, true, 3);
    Path file = folder.resolve("a.png");
    PictureWriter.write(
        picture, file, new WriteOptions(0.95, false, depth, Set.of()), PictureMetadata.NONE);

    Picture read = PictureReader.read(file).picture();
    assertThat(read.bitDepth()).isEqualTo(depth);
    assertThat(TestPictures.largestDifference(read, picture)).isLessThan(0.51);
  }

  private static byte[] exif(PictureMetadata metadata) {
    return Objects.requireNonNull(metadata.exif());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Camera, orientation and a GPS directory with a value of its own. */
  private static byte[] withGps() {
    ByteBuffer block = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN);
    block.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
    block.putShort((short) 3);
    block.putShort((short) 0x0110).putShort((short) 2).putInt(8).putInt(50);
    block.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(6);
    block.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(60);
    block.putInt(0);
    block.put((ExifBlocks.CAMERA + "\0").getBytes(StandardCharsets.US_ASCII));
    block.position(60);
    block.putShort((short) 1);
    block.putShort((short) 2).putShort((short) 2).putInt(SECRET.length() + 1).putInt(80);
    block.putInt(0);
    block.position(80);
    block.put((SECRET + "\0").getBytes(StandardCharsets.US_ASCII));
    return block.array();
  }
}
