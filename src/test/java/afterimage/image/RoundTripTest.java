package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.image.codec.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every format that is read, written as every format that is written: what a file says of its
 * picture is kept or told, and {@code docs/formats.md} has the table of it.
 */
class RoundTripTest {
  private static final Path SOURCES = Path.of("src/test/resources/afterimage/image/roundtrip");
  private static final Path TABLE = Path.of("docs/formats.md");
  private static final Path MADE = Path.of("target/formats.md");
  private static final String SETTINGS = "a fox\nSteps: 8, Seed: 7";

  // On average, of 255, at the best quality; colours have half the pixels, and 16 bits become 8.
  private static final double JPEG_ERROR = 3;

  // Some are read by processes of their own.
  private static final Map<PictureFormat, DecodedPicture> READ = new EnumMap<>(PictureFormat.class);

  @TempDir Path folder;

  /** What a file may say, and what a notice calls it. */
  private enum Part {
    PIXELS("pixels", "-"),
    ORIENTATION("orientation", "-"),
    PROFILE("colour space", "colour profiles"),
    EXIF("EXIF", "EXIF"),
    GPS("GPS", "EXIF"),
    XMP("XMP", "XMP"),
    IPTC("IPTC", "IPTC"),
    RESOLUTION("resolution", "resolution"),
    SETTINGS("settings", "settings");

    private final String title;
    private final String told;

    Part(String title, String told) {
      this.title = title;
      this.told = told;
    }
  }

  /** What became of a part. */
  private enum Fate {
    KEPT("kept"),
    CLOSE("close"),
    APPLIED("applied"),
    IN_XMP("in XMP"),
    TOLD("notice"),
    LOST("LOST"),
    NONE("–");

    private final String title;

    Fate(String title) {
      this.title = title;
    }
  }

  record Pair(PictureFormat from, PictureFormat to) {
    @Override
    public String toString() {
      return from + " → " + to;
    }
  }

  static Stream<Pair> pairs() {
    return formats()
        .flatMap(
            from ->
                Arrays.stream(PictureFormat.values())
                    .filter(PictureFormat::isWritable)
                    .map(to -> new Pair(from, to)));
  }

  private static Stream<PictureFormat> formats() {
    return Arrays.stream(PictureFormat.values());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void write_anyPair_keepsEveryPartOrSaysSo(Pair pair) throws Exception {
    LibraryAssumptions.assumeInstalled(name(pair.from));
    assertThat(fates(pair).entrySet())
        .as(pair.toString())
        .noneMatch(entry -> entry.getValue() == Fate.LOST);
  }

  @Test
  void write_allPairs_areInTheTableOfTheDocs() throws Exception {
    formats().forEach(format -> LibraryAssumptions.assumeInstalled(name(format)));
    formats().filter(PictureFormat::isEverWritable).forEach(LibraryAssumptions::assumeWritable);
    List<Pair> pairs = pairs().toList();
    StringBuilder table = new StringBuilder("| from → to | ");
    table.append(row(Arrays.stream(Part.values()).map(part -> part.title).toList()));
    table.append("| --- |").append(" --- |".repeat(Part.values().length)).append('\n');
    for (Pair pair : pairs) {
      Map<Part, Fate> fates = fates(pair);
      List<String> cells = new ArrayList<>();
      for (Part part : Part.values()) {
        cells.add(Objects.requireNonNull(fates.get(part)).title);
      }
      table.append("| ").append(pair).append(" | ").append(row(cells));
    }
    String docs = Files.readString(TABLE);
    int start = docs.indexOf("| from → to |");
    int end = docs.indexOf("\n\n", start) + 1;
    Files.createDirectories(Objects.requireNonNull(MADE.getParent()));
    Files.writeString(MADE, docs.substring(0, start) + table + docs.substring(end));

    assertThat(docs.substring(start, end)).as("copy %s to %s", MADE, TABLE).isEqualTo(table + "");
  }

  private static boolean isReadHere(PictureFormat format) {
    Codec codec = format.codec();
    return codec == null || LibraryAssumptions.isInstalled(codec);
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "", " |\n"));
  }

  @Test
  void write_anyPair_isWhatExiftoolFinds() throws Exception {
    assumeTrue(ExifTool.isThere());
    List<Pair> pairs = pairs().filter(pair -> isReadHere(pair.from)).toList();
    for (Pair pair : pairs) {
      written(pair);
    }

    String warnings = ExifTool.run("-q", "-T", "-FileName", "-Warning", folder.toString());
    String found =
        ExifTool.run(
            "-q",
            "-T",
            "-m",
            "-n",
            "-FileName",
            "-Make",
            "-GPSLongitude",
            "-XMP-dc:Title",
            "-Keywords",
            "-Subject",
            folder.toString());

    assertThat(warnings.lines()).allMatch(line -> line.endsWith("\t-"));
    for (Pair pair : pairs) {
      String line =
          found.lines().filter(l -> l.startsWith(name(pair) + "\t")).findFirst().orElse("");
      Map<Part, Fate> fates = fates(pair);
      check(line, "TestCam", fates.get(Part.EXIF) == Fate.KEPT);
      check(line, "11.5", fates.get(Part.GPS) == Fate.KEPT);
      check(line, "A title", fates.get(Part.XMP) == Fate.KEPT);
      Fate iptc = fates.get(Part.IPTC);
      check(line, "Füchse, snow", iptc == Fate.KEPT || iptc == Fate.IN_XMP);
    }
  }

  private static void check(String line, String text, boolean there) {
    if (there) {
      assertThat(line).contains(text);
    } else {
      assertThat(line).doesNotContain(text);
    }
  }

  private Map<Part, Fate> fates(Pair pair) throws Exception {
    DecodedPicture source = source(pair.from);
    List<String> told = new ArrayList<>(source.notices());
    told.addAll(written(pair));
    DecodedPicture result = PictureReader.read(folder.resolve(name(pair)));
    Map<Part, Fate> fates = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      Fate fate = fate(part, source, result, folder.resolve(name(pair)));
      boolean isTold = told.stream().anyMatch(notice -> notice.contains(part.told));
      fates.put(part, fate == Fate.LOST && isTold ? Fate.TOLD : fate);
    }
    return fates;
  }

  private static Fate fate(Part part, DecodedPicture source, DecodedPicture result, Path file)
      throws IOException {
    PictureMetadata before = source.metadata();
    PictureMetadata after = result.metadata();
    return switch (part) {
      case PIXELS -> pixels(source.picture(), result.picture());
      case ORIENTATION -> orientation(before, result);
      case PROFILE -> profile(source.picture(), result.picture(), file);
      case EXIF -> kept(hasCamera(before), hasCamera(after));
      case GPS -> kept(hasPlace(before), hasPlace(after));
      case XMP -> kept(hasTitle(before), hasTitle(after));
      case IPTC -> iptc(before, after);
      case RESOLUTION ->
          kept(
              before.resolution() != null, Objects.equals(before.resolution(), after.resolution()));
      case SETTINGS -> kept(true, SETTINGS.equals(after.texts().get(PictureMetadata.PARAMETERS)));
    };
  }

  private static Fate kept(boolean before, boolean after) {
    return before ? (after ? Fate.KEPT : Fate.LOST) : Fate.NONE;
  }

  private static Fate pixels(Picture before, Picture after) {
    if (TestPictures.same(before, after)) {
      return Fate.KEPT;
    }
    return meanDifference(before, after) < JPEG_ERROR ? Fate.CLOSE : Fate.LOST;
  }

  private static double meanDifference(Picture a, Picture b) {
    double sum = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          sum += Math.abs(a.sample(x, y, channel) - b.sample(x, y, channel));
        }
      }
    }
    return 255 * sum / (a.width() * a.height() * 3);
  }

  /** Turned, and said to be upright. */
  private static Fate orientation(PictureMetadata before, DecodedPicture result) {
    byte[] exif = before.exif();
    if (exif == null || Exif.orientation(exif) == Orientation.UPRIGHT) {
      return Fate.NONE;
    }
    byte[] written = result.metadata().exif();
    boolean upright = written == null || Exif.orientation(written) == Orientation.UPRIGHT;
    return upright && result.picture().width() == 48 ? Fate.APPLIED : Fate.LOST;
  }

  /** Of colours that sRGB cannot show: kept with the file's own profile, which JPEG XL packs. */
  private static Fate profile(Picture before, Picture after, Path file) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    boolean embedded = Stream.of("ICC_PROFILE", "iCCP", "ICCP", "acsp").anyMatch(bytes::contains);
    return kept(before.hasWideGamut(), embedded || after.hasWideGamut());
  }

  private static boolean hasCamera(PictureMetadata metadata) {
    byte[] exif = metadata.exif();
    ExifTree tree = exif == null ? null : ExifTree.of(exif);
    ExifTree below = tree == null ? null : tree.child(ExifTag.EXIF_DIRECTORY);
    return tree != null
        && tree.field(0x010f) != null
        && below != null
        && below.field(0x829a) != null;
  }

  private static boolean hasPlace(PictureMetadata metadata) {
    byte[] exif = metadata.exif();
    return exif != null && ShownTags.location(exif).size() == 4;
  }

  private static boolean hasTitle(PictureMetadata metadata) {
    return metadata.texts().getOrDefault(PictureMetadata.XMP, "").contains("A title");
  }

  private static Fate iptc(PictureMetadata before, PictureMetadata after) {
    List<String> keywords = List.of("Füchse", "snow");
    byte[] written = after.iptc();
    if (before.iptc() == null) {
      return Fate.NONE;
    }
    if (written != null && Iptc.of(written).texts(25).equals(keywords)) {
      return Fate.KEPT;
    }
    String xmp = after.texts().getOrDefault(PictureMetadata.XMP, "");
    return keywords.stream().allMatch(xmp::contains) ? Fate.IN_XMP : Fate.LOST;
  }

  private static synchronized DecodedPicture source(PictureFormat format) throws PictureException {
    DecodedPicture known = READ.get(format);
    if (known != null) {
      return known;
    }
    DecodedPicture read = PictureReader.read(SOURCES.resolve(name(format)));
    READ.put(format, read);
    return read;
  }

  /** Writes a source as a run's result of strength 0; returns what was told. */
  private List<String> written(Pair pair) throws PictureException {
    DecodedPicture source = source(pair.from);
    PictureMetadata metadata =
        source.metadata().withText(PictureMetadata.PARAMETERS, SETTINGS).withProvenance();
    WriteOptions best = new WriteOptions(1, true);
    return PictureWriter.write(
        source.picture(), folder.resolve(name(pair)), best, best.metadata().of(metadata));
  }

  private static String name(PictureFormat format) {
    return "source." + format.extension();
  }

  private static String name(Pair pair) {
    return pair.from.extension() + "." + pair.to.extension();
  }
}
