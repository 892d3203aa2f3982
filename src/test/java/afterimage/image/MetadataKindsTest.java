package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.Faults;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same things in other clothes: byte orders, versions, prefixes, pieces, other places. */
class MetadataKindsTest {
  private static final List<String> FORMATS = List.of("jpg", "png", "tif", "webp");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05/bigII.tif",
        "05/bigMM.tif",
        "05/rawexif.png",
        "05/rawapp1.png",
        "05/prefix.webp"
      })
  void write_exifHoweverStored_keepsIt(String source) throws Exception {
    for (String format : FORMATS) {
      Path file = folder.resolve("a." + format);
      copy(Faults.file(source), file);

      ExifTree exif = Objects.requireNonNull(ExifTree.of(exif(file)));
      assertThat(exif.field(0x010f)).as(format).isNotNull();
      ExifTree below = Objects.requireNonNull(exif.child(ExifTag.EXIF_DIRECTORY));
      assertThat(below.field(0x9003)).as(format).isNotNull();
      assertThat(UserComment.read(exif(file))).as(format).isEqualTo("My own words");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"05/bigII.tif", "05/bigMM.tif", "05/rawexif.png", "05/rawapp1.png"})
  void read_iptcAndXmpHoweverStored_areThere(String source) throws Exception {
    PictureMetadata read = PictureReader.read(Faults.file(source)).metadata();

    assertThat(Iptc.of(Objects.requireNonNull(read.iptc())).texts(25))
        .containsExactly("Größe", "猫");
    assertThat(read.texts().get(PictureMetadata.XMP)).contains("Head line");
    assertThat(read.texts()).doesNotContainKey("Raw profile type exif");
  }

  @ParameterizedTest
  @ValueSource(strings = {"05/notes.jpg", "05/notes.tif"})
  void write_makersNotes_stayAtTheirPlace(String source) throws Exception {
    byte[] before = PictureReader.read(Faults.file(source)).metadata().exif();
    long place = notesAt(before);

    for (String format : FORMATS) {
      Path file = folder.resolve("a." + format);
      copy(Faults.file(source), file);

      assertThat(notesAt(exif(file))).as(format).isEqualTo(place);
      if (ExifTool.isThere()) {
        assertThat(ExifTool.run("-T", "-Canon:OwnerName", "-Warning", file.toString()))
            .as(format)
            .isEqualToIgnoringNewLines("The Owner of the camera\t-");
      }
    }
  }

  @Test
  void write_personsCommentWhereSettingsGo_movesIntoXmp() throws Exception {
    DecodedPicture read = PictureReader.read(Faults.file("05/rawexif.png"));
    for (String format : List.of("jpg", "tif", "webp")) {
      Path file = folder.resolve("a." + format);
      PictureMetadata refined =
          read.metadata().withText(PictureMetadata.PARAMETERS, "a fox\nSteps: 4, Seed: 1");

      PictureWriter.write(read.picture(), file, WriteOptions.DEFAULT, refined);

      assertThat(metadata(file).texts().get(PictureMetadata.XMP))
          .as(format)
          .contains("UserComment", "My own words");
    }
  }

  @Test
  void write_xmpLongerThanASegment_isInSeveral() throws Exception {
    String words = "Lange Beschreibung ä ".repeat(8_000);
    XmpProperties xmp = Objects.requireNonNull(XmpProperties.of(null));
    xmp.put(XmpNamespace.DUBLIN_CORE, "title", XmpProperties.Form.ALTERNATIVES, List.of("Short"));
    xmp.put(
        XmpNamespace.DUBLIN_CORE, "description", XmpProperties.Form.ALTERNATIVES, List.of(words));
    Path file = folder.resolve("a.jpg");

    List<String> told = write(file, Map.of(PictureMetadata.XMP, xmp.packet()));

    assertThat(told).isEmpty();
    assertThat(metadata(file).texts().get(PictureMetadata.XMP))
        .satisfies(read -> assertThat(read.contains(words)).isTrue())
        .contains("Short")
        .doesNotContain("HasExtendedXMP");
    if (ExifTool.isThere()) {
      String shown =
          ExifTool.run("-T", "-Title", "-Description", "-Warning", file.toString()).strip();
      assertThat(shown.startsWith("Short\t" + words.strip()) && shown.endsWith("\t-")).isTrue();
    }
  }

  @Test
  void read_xmpWithAPieceMissing_saysSo() throws Exception {
    XmpProperties xmp = Objects.requireNonNull(XmpProperties.of(null));
    xmp.put(
        XmpNamespace.DUBLIN_CORE,
        "description",
        XmpProperties.Form.ALTERNATIVES,
        List.of("d".repeat(100_000)));
    Path file = folder.resolve("a.jpg");
    write(file, Map.of(PictureMetadata.XMP, xmp.packet()));
    byte[] cut = withoutSegment(Files.readAllBytes(file), ExtendedXmp.PREFIX);

    DecodedPicture read = PictureReader.read(cut, "cut");

    assertThat(read.notices()).singleElement().asString().contains("left out");
  }

  @Test
  void write_iptcLongerThanASegment_isInSeveral() throws Exception {
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      sets.writeBytes(set(25, String.format("%04d", i).repeat(250)));
    }
    Path file = folder.resolve("a.jpg");
    PictureWriter.write(
        TestPictures.gradient(8, 6),
        file,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE.withIptc(sets.toByteArray()));

    assertThat(metadata(file).iptc()).isEqualTo(sets.toByteArray());
  }

  @Test
  void iptc_longDatasets_readBackTheSame() {
    byte[] value = new byte[40_000];
    new Random(1).nextBytes(value);
    byte[] head = {0x1c, 2, (byte) 202, (byte) 0x80, 4, 0, 0, (byte) (40_000 >> 8), 0x40};
    byte[] block = Arrays.copyOf(head, head.length + value.length);
    System.arraycopy(value, 0, block, head.length, value.length);

    Iptc iptc = Iptc.of(block);

    assertThat(iptc.sets()).hasSize(1);
    assertThat(iptc.sets().getFirst().value()).isEqualTo(value);
    assertThat(iptc.block()).isEqualTo(block);
  }

  @Test
  void iptc_inNumbersOfTheOtherByteOrder_isTurnedBack() {
    byte[] block = Arrays.copyOf(set(25, "keyword"), 12);
    byte[] turned = new byte[block.length];
    for (int i = 0; i < block.length; i++) {
      turned[i] = block[(i & ~3) + 3 - (i & 3)];
    }

    assertThat(Iptc.of(turned).texts(25)).containsExactly("keyword");
  }

  @Test
  void read_exifInTwoSegments_isJoined() throws Exception {
    byte[] exif =
        new ExifChange(null)
            .main(0x010e, 2, "d".repeat(100_000).getBytes(StandardCharsets.US_ASCII))
            .apply();
    byte[] first = Arrays.copyOf(exif, JpegMetadata.MAX_EXIF);
    byte[] second = Arrays.copyOfRange(exif, JpegMetadata.MAX_EXIF, exif.length);
    Path plain = folder.resolve("plain.jpg");
    write(plain, Map.of());
    Path one = ExifBlocks.intoJpeg(plain, second, folder.resolve("one.jpg"));
    Path both = ExifBlocks.intoJpeg(one, first, folder.resolve("both.jpg"));

    assertThat(metadata(both).exif()).isEqualTo(exif);
  }

  @ParameterizedTest
  @CsvSource({"MotionPhoto, false", "MicroVideo, false", "Other, true"})
  void read_motionPhoto_saysThatTheVideoIsLeftOut(String name, boolean trailer) throws Exception {
    String camera = "http://ns.google.com/photos/1.0/camera/";
    XmpProperties xmp = Objects.requireNonNull(XmpProperties.of(null));
    xmp.put(new XmpProperties.Name(camera, name), "GCamera", "1");
    xmp.put(XmpNamespace.DUBLIN_CORE, "title", XmpProperties.Form.ALTERNATIVES, List.of("Mine"));
    Path file = folder.resolve("a.jpg");
    write(file, Map.of(PictureMetadata.XMP, xmp.packet()));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Files.readAllBytes(file));
    if (trailer) {
      all.writeBytes("\0\0\0\u0018ftypmp42\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
    }

    DecodedPicture read = PictureReader.read(all.toByteArray(), "motion");

    assertThat(read.notices()).singleElement().asString().contains("video");
    assertThat(read.metadata().texts().get(PictureMetadata.XMP))
        .contains("Mine")
        .doesNotContain("MotionPhoto", "MicroVideo");
  }

  @Test
  void trailer_listOfPictures_countsThoseThatAreNoPreviews() {
    ByteBuffer list = ByteBuffer.allocate(26 + 3 * 16);
    list.put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1});
    list.putShort((short) 0xb002).putShort((short) 7).putInt(48).putInt(26).putInt(0);
    list.putInt(26, 0x2003_0000).putInt(42, 0x0001_0002).putInt(58, 0x0002_0003);

    assertThat(JpegTrailer.pictures(list.array())).isEqualTo(1);
    assertThat(JpegTrailer.pictures(new byte[5])).isZero();
  }

  @Test
  void write_comfyUisTexts_comeBackFromEveryFormat() throws Exception {
    Map<String, String> texts = Map.of("prompt", "{\"1\":{}}", "workflow", "{\"猫\":[]}");
    for (String format : FORMATS) {
      Path file = folder.resolve("a." + format);

      assertThat(write(file, texts)).as(format).isEmpty();
      assertThat(metadata(file).texts()).as(format).containsAllEntriesOf(texts);
    }
  }

  @Test
  void write_textsOfAPng_areInXmpOrTold() throws Exception {
    Map<String, String> texts =
        Map.of("Title", "A <title>", "Author", "Me", "Comment", "Words", "Warning", "Hot");
    for (String format : List.of("jpg", "tif", "webp")) {
      Path file = folder.resolve("a." + format);

      List<String> told = write(file, texts);

      assertThat(told).as(format).singleElement().asString().contains("Warning", "keep it: PNG.");
      assertThat(told.getFirst()).doesNotContain("Title");
      String xmp = metadata(file).texts().getOrDefault(PictureMetadata.XMP, "");
      assertThat(xmp).as(format).contains("A &lt;title&gt;", ">Me<");
      assertThat(metadata(file).texts().getOrDefault("Comment", xmp)).contains("Words");
    }
  }

  @Test
  void write_placesInIptc_goWithTheLocation() throws Exception {
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    sets.writeBytes(set(90, "Zossen"));
    sets.writeBytes(set(25, "at 52.1234, 13.4050"));
    sets.writeBytes(set(25, "fox"));
    sets.writeBytes(set(232, "Zossen"));
    PictureMetadata source = PictureMetadata.NONE.withIptc(sets.toByteArray());

    PictureMetadata left =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS).of(source);
    PictureMetadata none =
        MetadataChoice.keeping(WriteSwitch.LOCATION, WriteSwitch.SETTINGS).of(source);

    assertThat(left.iptc()).isEqualTo(set(25, "fox"));
    assertThat(left.leftOut()).containsExactly("IPTC 2:25", "IPTC 2:232");
    assertThat(none.iptc()).isNull();
    for (String format : FORMATS) {
      Path file = folder.resolve("a." + format);
      PictureWriter.write(TestPictures.gradient(8, 6), file, WriteOptions.DEFAULT, left);
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Zossen");
    }
  }

  @Test
  void write_settingsInIptc_goWithTheSettings() {
    byte[] settings = set(120, "a fox\nSteps: 20, Seed: 1");
    PictureMetadata source = PictureMetadata.NONE.withIptc(settings);

    assertThat(MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.LOCATION).of(source).iptc())
        .isNull();
  }

  @Test
  void xmpProperties_ofAnyPacket_sayTheSameAfterwards() throws Exception {
    assumeTrue(ExifTool.isThere());
    String packet =
        Objects.requireNonNull(
            PictureReader.read(Faults.file("05/bigII.tif"))
                .metadata()
                .texts()
                .get(PictureMetadata.XMP));
    Path before = Files.writeString(folder.resolve("before.xmp"), packet);
    Path after =
        Files.writeString(
            folder.resolve("after.xmp"), Objects.requireNonNull(XmpProperties.of(packet)).packet());

    assertThat(ExifTool.run("-XMP:all", "-G1", "-x", "XMPToolkit", "-s", after.toString()))
        .isEqualTo(ExifTool.run("-XMP:all", "-G1", "-x", "XMPToolkit", "-s", before.toString()));
  }

  @Test
  void xmpProperties_longNamespaceOfManyProperties_isRefused() {
    StringBuilder packet = new StringBuilder("<rdf:RDF xmlns:a=\"urn:");
    packet.append("x".repeat(1 << 20)).append("\"><rdf:Description>");
    for (int i = 0; i < 10_000; i++) {
      packet.append("<a:p").append(i).append("/>");
    }
    packet.append("</rdf:Description></rdf:RDF>");

    assertThat(XmpProperties.of(packet.toString())).isNull();
  }

  @Test
  void write_manyPropertiesAndDatasets_areDoneAtOnce() throws Exception {
    StringBuilder packet = new StringBuilder("<rdf:RDF><rdf:Description>");
    for (int i = 0; i < 20_000; i++) {
      packet.append("<dc:p").append(i).append(">x</dc:p").append(i).append('>');
    }
    packet.append("</rdf:Description></rdf:RDF>");
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      sets.writeBytes(set(25, "keyword" + i));
    }
    PictureMetadata much =
        new PictureMetadata(null, Map.of(PictureMetadata.XMP, packet.toString()))
            .withIptc(sets.toByteArray());
    for (String format : FORMATS) {
      Path file = folder.resolve("a." + format);
      PictureWriter.write(TestPictures.gradient(8, 6), file, WriteOptions.DEFAULT, much);

      assertThat(metadata(file).texts().getOrDefault(PictureMetadata.XMP, "").contains(":p19999"))
          .isTrue();
    }
  }

  @Test
  void write_withoutAnything_leavesNoResolution() {
    PictureMetadata source =
        PictureMetadata.NONE.withResolution(new Resolution(300, 300, Resolution.Unit.INCH));

    assertThat(MetadataChoice.NONE.of(source).resolution()).isNull();
    assertThat(MetadataChoice.keeping(WriteSwitch.SETTINGS).of(source).resolution()).isNotNull();
  }

  private static byte[] set(int number, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer set = ByteBuffer.allocate(5 + value.length).put((byte) 0x1c).put((byte) 2);
    return set.put((byte) number).putShort((short) value.length).put(value).array();
  }

  private static byte[] withoutSegment(byte[] jpeg, String prefix) {
    int at = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf(prefix) - 4;
    int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - length);
    System.arraycopy(jpeg, at + length, cut, at, jpeg.length - at - length);
    return cut;
  }

  private static long notesAt(byte @Nullable [] exif) throws Exception {
    PieceStream in = PieceStream.whole(new FileBytes.InMemory(Objects.requireNonNull(exif)));
    TiffDirectory main = TiffDirectory.first(in);
    TiffDirectory below = Objects.requireNonNull(main.child(ExifTag.EXIF_DIRECTORY));
    return Objects.requireNonNull(below.field(ExifTag.MAKER_NOTE)).values();
  }

  private static List<String> write(Path file, Map<String, String> texts) throws Exception {
    return PictureWriter.write(
        TestPictures.gradient(8, 6), file, WriteOptions.DEFAULT, new PictureMetadata(null, texts));
  }

  private static void copy(Path source, Path target) throws PictureException {
    DecodedPicture read = PictureReader.read(source);
    PictureWriter.write(read.picture(), target, WriteOptions.DEFAULT, read.metadata());
  }

  private static PictureMetadata metadata(Path file) throws PictureException {
    return PictureReader.read(file).metadata();
  }

  private static byte[] exif(Path file) throws PictureException {
    return Objects.requireNonNull(metadata(file).exif());
  }
}
