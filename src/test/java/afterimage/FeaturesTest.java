package afterimage;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Parameters;
import afterimage.image.WriteSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code docs/features.md} promises that each line is shown by a test; here they are looked up. */
class FeaturesTest {
  private static final Path TABLE = Path.of("docs/features.md");
  private static final Path TESTS = Path.of("src/test/java/afterimage");
  private static final Path COMMANDS = Path.of("src/main/java/afterimage/cli");
  private static final Path RUNS = Path.of("src/test/resources/reference/runs");

  /** A class, or a method of it; an ellipsis stands for the rest of a name. */
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+)(…)?)?`");

  private static final Pattern OPTION = Pattern.compile("(--[a-z0-9-]+[a-z0-9])");
  private static final Pattern RUN = Pattern.compile("\\b([rbes]\\d)\\b");

  /** What a line says: diffusers' feature, ours, the tests. */
  private record Line(String theirs, String ours, String shownBy) {}

  @Test
  void features_eachLine_namesTestsThatExist() throws IOException {
    Map<String, String> sources = sources(TESTS);
    List<String> missing = new ArrayList<>();
    for (Line line : lines()) {
      List<MatchResult> named = TEST.matcher(line.shownBy).results().toList();
      if (named.isEmpty() && !line.shownBy.equals("–")) {
        missing.add(line.theirs + ": no test is named");
      }
      for (MatchResult test : named) {
        String source = sources.get(test.group(1));
        if (source == null) {
          missing.add(line.theirs + ": there is no " + test.group(1));
        } else if (test.group(2) != null && !hasTest(source, test.group(2), test.group(3))) {
          missing.add(line.theirs + ": there is no " + test.group(1) + "." + test.group(2));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void features_eachOption_isOneOfTheCommandLine() throws IOException {
    String commands = String.join("\n", sources(COMMANDS).values());
    Set<String> declared =
        Stream.concat(
                Parameters.all().stream().map(parameter -> "--" + parameter.option().name()),
                Arrays.stream(WriteSwitch.values()).map(WriteSwitch::option))
            .collect(Collectors.toSet());
    List<String> options =
        lines().stream()
            .flatMap(line -> OPTION.matcher(line.ours).results())
            .map(option -> option.group(1))
            .filter(option -> !option.startsWith("--no-"))
            .toList();
    assertThat(options).hasSizeGreaterThan(15);
    assertThat(options)
        .allMatch(option -> declared.contains(option) || commands.contains('"' + option + '"'));
  }

  @Test
  void features_eachRecordedRun_isThere() throws IOException {
    List<String> there;
    try (Stream<Path> folders = Files.list(RUNS)) {
      there = folders.map(folder -> folder.getFileName().toString().substring(0, 2)).toList();
    }
    List<String> named =
        lines().stream()
            .filter(line -> line.shownBy.contains("RecordedRunsTest"))
            .flatMap(line -> RUN.matcher(line.shownBy).results())
            .map(MatchResult::group)
            .toList();
    assertThat(named).isNotEmpty().allMatch(there::contains);
  }

  private static boolean hasTest(String source, String name, @Nullable String more) {
    String end = more == null ? "\\(" : "\\w*\\(";
    return Pattern.compile("void " + name + end).matcher(source).find();
  }

  private static List<Line> lines() throws IOException {
    List<Line> lines =
        Files.readAllLines(TABLE).stream()
            .filter(text -> text.startsWith("| "))
            .skip(2)
            .map(FeaturesTest::line)
            .toList();
    assertThat(lines).hasSizeGreaterThan(20);
    return lines;
  }

  private static Line line(String text) {
    String[] cells = text.strip().split("\\|", -1);
    assertThat(cells).as(text).hasSize(5);
    return new Line(cells[1].strip(), cells[2].strip(), cells[3].strip());
  }

  private static Map<String, String> sources(Path folder) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher name = Pattern.compile("(\\w+)\\.java").matcher(file.getFileName().toString());
        if (name.matches()) {
          sources.put(name.group(1), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
