package afterimage.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.process.ChildProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Damaged pictures of each format that the system's libraries decode: none of them takes more than
 * ten seconds or throws anything in Java but a refusal, and one by which native code dies is
 * refused where it counts. For ten thousand of each: {@code -Dafterimage.mutations=10000}.
 */
class MutationsTest {
  private static final int USUAL = 200;
  private static final long MAX_MILLIS = 10_000;
  private static final Path FOLDER = Path.of("src/test/resources/image/library").toAbsolutePath();

  @TempDir Path folder;

  /** What came of them. */
  private static final class Figures {
    private final List<Integer> deaths = new ArrayList<>();
    private final List<String> thrown = new ArrayList<>();
    private long slowest;
    private int decoded;
    private long peak;
    private int at;
  }

  @ParameterizedTest
  @CsvSource({"HEIF, .heic", "HEIF, .avif", "JXL, .jxl", "RAW, .dng"})
  void decode_damagedPictures_endInTimeAndHarmNobody(Codec codec, String ending) throws Exception {
    assumeInstalled(codec);
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
    int count = Integer.getInteger("afterimage.mutations", USUAL);
    Figures figures = new Figures();
    int from = 0;
    while (from < count) {
      from = run(codec, from, count, files, figures);
    }
    System.out.printf(
        "%s: %d damaged, %d decoded, %d killed the decoder, slowest %d ms, peak %d MB%n",
        ending,
        count,
        figures.decoded,
        figures.deaths.size(),
        figures.slowest,
        figures.peak / 1024);
    assertThat(figures.thrown).isEmpty();
    assertThat(figures.slowest).isLessThan(MAX_MILLIS);
    for (int death : figures.deaths.stream().limit(5).toList()) {
      byte[] file = Mutations.of(Files.readAllBytes(files.get(death % files.size())), death);
      assertRefusedOrRead(file);
    }
  }

  private static void assertRefusedOrRead(byte[] file) {
    try {
      assertThat(PictureReader.read(file, "deadly").picture()).isNotNull();
    } catch (PictureException e) {
      assertThat(e).hasMessageContaining("deadly");
    }
  }

  /** Runs until the end or a death; the number to go on with. */
  private int run(Codec codec, int from, int to, List<Path> files, Figures figures)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(codec.name());
    arguments.add(Integer.toString(from));
    arguments.add(Integer.toString(to));
    files.forEach(file -> arguments.add(file.toString()));
    Process process =
        ChildProgram.of(MutationRun.class, "", arguments, folder)
            .orElseThrow()
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean done = false;
    figures.at = from;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        done |= heed(line.split(" ", 2), figures);
      }
    } finally {
      process.destroyForcibly();
    }
    if (done) {
      return to;
    }
    figures.deaths.add(figures.at);
    return figures.at + 1;
  }

  private static boolean heed(String[] words, Figures figures) {
    switch (words[0]) {
      case "at" -> figures.at = Integer.parseInt(words[1]);
      case "thrown" -> figures.thrown.add(words[1]);
      case "slowest" -> figures.slowest = Math.max(figures.slowest, Long.parseLong(words[1]));
      case "decoded" -> figures.decoded += Integer.parseInt(words[1]);
      case "peak" -> figures.peak = Math.max(figures.peak, Long.parseLong("0" + words[1]));
      default -> {
        return words[0].equals("done");
      }
    }
    return false;
  }

  private static void assumeInstalled(Codec codec) {
    boolean installed;
    try {
      installed = !CodecClient.describe(codec).version().isEmpty();
    } catch (IOException e) {
      installed = false;
    }
    assumeTrue(installed, codec.title() + " is not installed");
  }
}
