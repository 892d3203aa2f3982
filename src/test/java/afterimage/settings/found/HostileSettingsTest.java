package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Settings texts that were made to harm, or grew out of all proportion. */
@Timeout(120) // Guards against a hang.
class HostileSettingsTest {
  private static final Path ATTACKS = Path.of("src/test/resources/attacks");

  @Test
  void in_graphWithTwoWaysToEachNode_looksAtEachOnce() throws Exception {
    assertThat(of("06-comfyui-exponential/bomb.png").orElseThrow().steps()).isEqualTo(3);

    StringBuilder graph =
        new StringBuilder("{\"0\":{\"inputs\":{\"steps\":3,\"positive\":[\"n0\",0]}}");
    for (int i = 0; i < 20_000; i++) {
      graph.append(
          ",\"n%d\":{\"inputs\":{\"a\":[\"n%d\",0],\"b\":[\"n%d\",1]}}".formatted(i, i + 1, i + 1));
    }
    graph.append(",\"n20000\":{\"inputs\":{\"text\":\"at the end\"}}}");
    assertThat(found("prompt", graph.toString()).orElseThrow().prompt()).isEqualTo("at the end");
  }

  @Test
  void in_quotedValueOfAnyLength_isRead() throws Exception {
    assertThat(of("07-a1111-regex/quoted.png").orElseThrow().seed()).isEqualTo(4);
    FoundSettings found =
        found(
                "parameters",
                "fox\nSteps: 20, Seed: 4, Model: \"" + "a, ".repeat(500_000) + "\", Size: 1x1")
            .orElseThrow();
    assertThat(found.model()).hasSize(1_500_000);
  }

  @Test
  void in_linkThatIsNoText_isNone() throws Exception {
    assertThat(of("08-comfyui-link-is-no-text/bomb.png").orElseThrow().steps()).isEqualTo(3);
  }

  static Stream<String> texts() {
    return Stream.of(
            "a",
            "a ",
            " ",
            "a:",
            "aa:\"",
            "aa:\"\\",
            "\"",
            "\\",
            ",",
            "Steps: 1, ",
            "\n",
            "Negative prompt:",
            "[",
            "{\"a\":",
            "{\"1\":[",
            "9",
            "é",
            "\u0000",
            "a1: \"\\\",")
        .flatMap(
            piece ->
                Stream.of(
                    piece.repeat(1_000_000 / piece.length()),
                    "x\nSteps: 1, Seed: 2, Size: 3x3, " + piece.repeat(300_000)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void in_millionCharacters_ends(String text) {
    for (String key : new String[] {"parameters", "prompt", "invokeai_metadata"}) {
      Search.in(metadata(key, text));
      Search.in(metadata(key, "{\"1\": {\"inputs\": {\"steps\": 3, \"positive\": " + text));
      Search.in(metadata(key, "{\"seed\": " + text + "}"));
    }
  }

  @Test
  void in_textLongerThanSettingsAre_saysSo() {
    Search search = Search.in(metadata("parameters", "a".repeat(Search.MAX_LENGTH + 1)));

    assertThat(search.found()).isNull();
    assertThat(search.obstacle()).isEqualTo(Search.Obstacle.TOO_LONG);
  }

  /** Any JSON in the place of any value of graphs that make sense. */
  @Test
  void in_mutatedJson_neverIsHarmed() {
    String[] values = {
      "null",
      "[]",
      "[[]]",
      "{}",
      "[null,0]",
      "[{},0]",
      "true",
      "1e999",
      "-1",
      "\"\"",
      "\"9\"",
      "[\"3\",0]",
      "[3,0]",
      "[\"0\"]",
      "\"\\ud800\"",
      "12345678901234567890"
    };
    String[] graphs = {
      "{\"3\":{\"inputs\":{\"steps\":@,\"positive\":@,\"negative\":@,\"seed\":@,\"model\":@}},"
          + "\"9\":{\"inputs\":{\"text\":@,\"value\":@,\"a\":@}},\"0\":@}",
      "{\"positive_prompt\":@,\"seed\":@,\"steps\":@,\"model\":@,\"cfg_scale\":@}",
      "{\"prompt\":@,\"seed\":@,\"steps\":@,\"sampler\":@}"
    };
    Random random = new Random(16);
    for (int i = 0; i < 30_000; i++) {
      String[] parts = graphs[random.nextInt(graphs.length)].split("@", -1);
      StringBuilder mutated = new StringBuilder(parts[0]);
      for (int part = 1; part < parts.length; part++) {
        mutated.append(values[random.nextInt(values.length)]).append(parts[part]);
      }
      String text = mutated.toString();
      assertThat(JsonMapper.shared().readTree(text)).isNotNull();
      for (String key : new String[] {"parameters", "prompt", "invokeai_metadata"}) {
        assertThat(Search.in(metadata(key, text)).obstacle()).as(text).isNull();
      }
    }
  }

  private static Optional<FoundSettings> of(String attack) throws Exception {
    return FoundSettings.in(PictureReader.read(ATTACKS.resolve(attack)).metadata());
  }

  private static Optional<FoundSettings> found(String key, String text) {
    return FoundSettings.in(metadata(key, text));
  }

  private static PictureMetadata metadata(String key, String text) {
    return new PictureMetadata(new byte[0], Map.of(key, text));
  }
}
