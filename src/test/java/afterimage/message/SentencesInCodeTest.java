package afterimage.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever people read comes from the bundle, and nothing lies in the bundle that nobody says. */
class SentencesInCodeTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final String BUNDLE = "afterimage.message.messages";

  /** The package of the command line, which speaks English only. */
  private static final String ENGLISH_ONLY = "cli";

  /** Up to a quotation mark that no call within the arguments encloses. */
  private static final Pattern SPOKEN_IN_CODE =
      Pattern.compile(
          "new (?:EngineException|PictureException|Problem)"
              + "\\((?:[^\"()]++|\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\))*+\"");

  private static final Pattern USED_KEY = Pattern.compile("\\bMessages\\.of\\(\\s*\"([^\"]+)\"");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  private static final Map<Path, String> CODE = new TreeMap<>();

  @BeforeAll
  static void readCode() throws IOException {
    try (Stream<Path> tree = Files.walk(SOURCES)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
        CODE.put(file, Files.readString(file));
      }
    }
    assertThat(CODE).isNotEmpty();
  }

  @Test
  void exceptionForPeople_always_takesItsSentencesFromTheBundle() {
    assertThat(
            found(SPOKEN_IN_CODE).stream()
                .filter(place -> !place.topPackage().equals(ENGLISH_ONLY))
                .map(Place::toString))
        .isEmpty();
  }

  @Test
  void everyKey_inCode_isInTheBundle() {
    Set<String> keys = keys();

    assertThat(
            found(USED_KEY).stream()
                .filter(place -> !keys.contains(place.match()))
                .map(place -> place + " " + place.match()))
        .isEmpty();
  }

  @Test
  void everyKey_inTheBundle_isInCode() {
    Set<String> texts = found(TEXT).stream().map(Place::match).collect(Collectors.toSet());
    Set<String> unused = new TreeSet<>(keys());
    unused.removeAll(texts);

    assertThat(unused).isEmpty();
  }

  /** The studio says these sentences, too; Java's own flag is for both. */
  @Test
  void everySentence_inTheBundle_namesNoFlagOfTheCommandLine() {
    for (Locale language : List.of(Locale.ROOT, Locale.GERMAN)) {
      ResourceBundle bundle =
          ResourceBundle.getBundle(
              BUNDLE,
              language,
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES));
      assertThat(bundle.keySet())
          .filteredOn(key -> !key.equals("onnx.telemetry.remedy"))
          .noneMatch(key -> bundle.getString(key).matches("(?s).*(--[a-z]|afterimage doctor).*"));
    }
  }

  @Test
  void spokenInCode_literalsInAndOutsideOfCalls_onlyThoseOutsideAreFound() {
    assertThat(isSpokenInCode("new EngineException(\"It broke.\", remedy)")).isTrue();
    assertThat(isSpokenInCode("new Problem(\"It broke.\", remedy)")).isTrue();
    assertThat(isSpokenInCode("new PictureException(file + \" is a folder.\", remedy)")).isTrue();
    assertThat(isSpokenInCode("new EngineException(\n  Messages.of(\"k\", a(b())), \"Mend it.\")"))
        .isTrue();
    assertThat(
            isSpokenInCode("new EngineException(Messages.of(\"k\", a(b())), Messages.of(\"l\"));"))
        .isFalse();
    assertThat(isSpokenInCode("new PictureException(what, remedy, e); log(\"k\")")).isFalse();
  }

  private static boolean isSpokenInCode(String code) {
    return SPOKEN_IN_CODE.matcher(code).find();
  }

  private static Set<String> keys() {
    return ResourceBundle.getBundle(BUNDLE).keySet();
  }

  private static List<Place> found(Pattern pattern) {
    List<Place> places = new ArrayList<>();
    CODE.forEach(
        (file, code) -> {
          Matcher matcher = pattern.matcher(code);
          while (matcher.find()) {
            int line = (int) code.substring(0, matcher.start()).lines().count();
            places.add(new Place(file, line, matcher.group(matcher.groupCount())));
          }
        });
    return places;
  }

  /** Where something was found in the code. */
  private record Place(Path file, int line, String match) {

    String topPackage() {
      return SOURCES.relativize(file).getName(1).toString();
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }
}
