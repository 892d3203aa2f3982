package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs as ComfyUI's users build them, each with a sampler 3 behind the nodes given. */
class ComfyUiPromptTest {
  private static final String WORDS =
      """
      "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lake", "clip": ["4", 1]}},
      "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "ugly", "clip": ["4", 1]}},
      """;

  @Test
  void of_crossedOutputsOfANodeOfBothSides_followsTheOutput() {
    FoundSettings found =
        found(
            WORDS
                + both("10", "ControlNetApplyAdvanced", "[\"6\", 0]", "[\"7\", 0]")
                + sampler("[\"10\", 1]", "[\"10\", 0]"));

    assertThat(found.prompt()).isEqualTo("ugly");
    assertThat(found.negativePrompt()).isEqualTo("a lake");
  }

  @Test
  void of_inpaintingBehindControlNet_takesBothSides() {
    FoundSettings found =
        found(
            WORDS
                + both("10", "ControlNetApplyAdvanced", "[\"6\", 0]", "[\"7\", 0]")
                + both("11", "InpaintModelConditioning", "[\"10\", 0]", "[\"10\", 1]")
                + sampler("[\"11\", 0]", "[\"11\", 1]"));

    assertThat(found.prompt()).isEqualTo("a lake");
    assertThat(found.negativePrompt()).isEqualTo("ugly");
  }

  @Test
  void of_loaderThatHoldsTheWordsItself_takesThemByName() {
    FoundSettings found =
        found(
            both("10", "Efficient Loader", "\"a lake\"", "\"ugly\"")
                + sampler("[\"10\", 1]", "[\"10\", 2]"));

    assertThat(found.prompt()).isEqualTo("a lake");
    assertThat(found.negativePrompt()).isEqualTo("ugly");
  }

  @Test
  void of_guiderWithOneSide_hasNoNegative() {
    FoundSettings found =
        found(
            WORDS
                + """
                "20": {"class_type": "BasicGuider", "inputs": {"conditioning": ["6", 0]}},
                "21": {"class_type": "RandomNoise", "inputs": {"noise_seed": 9}},
                "22": {"class_type": "BasicScheduler", "inputs": {"steps": 12, "denoise": 0.3}},
                "3": {"class_type": "SamplerCustomAdvanced", "inputs":
                  {"guider": ["20", 0], "noise": ["21", 0], "sigmas": ["22", 0]}}
                """);

    assertThat(found.prompt()).isEqualTo("a lake");
    assertThat(found.negativePrompt()).isEmpty();
    assertThat(found.seed()).isEqualTo(9);
    assertThat(found.steps()).isEqualTo(12);
  }

  @Test
  void of_cfgGuider_takesItsWordsAndScale() {
    FoundSettings found =
        found(
            WORDS
                + """
                "20": {"class_type": "CFGGuider", "inputs":
                  {"cfg": 4.5, "positive": ["6", 0], "negative": ["7", 0]}},
                "22": {"class_type": "KarrasScheduler", "inputs": {"steps": 12}},
                "3": {"class_type": "SamplerCustomAdvanced", "inputs":
                  {"guider": ["20", 0], "sigmas": ["22", 0]}}
                """);

    assertThat(found.prompt()).isEqualTo("a lake");
    assertThat(found.negativePrompt()).isEqualTo("ugly");
    assertThat(found.guidance()).isEqualTo(4.5);
  }

  @ParameterizedTest
  @CsvSource({
    "ConditioningConcat, a lake BREAK ugly",
    "ConditioningCombine, 'a lake, ugly'",
    "ConditioningAverage, a lake"
  })
  void of_severalConditionings_joinsThem(String type, String words) {
    FoundSettings found =
        found(
            WORDS
                + "\"9\": {\"class_type\": \"%s\", \"inputs\": {\"a\": [\"6\", 0], \"b\": [\"7\", 0]}},"
                    .formatted(type)
                + sampler("[\"9\", 0]", "\"\""));

    assertThat(found.prompt()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"string_a\": \"a fox\", \"string_b\": [\"31\", 0], \"delimiter\": \", \"}|a fox, in snow",
        "{\"text1\": \"a fox\", \"text2\": [\"31\", 0], \"separator\": \"; \"}|a fox; in snow",
        "{\"text_a\": [\"31\", 0], \"text_b\": [\"31\", 0]}|in snowin snow",
        "{\"wildcard_text\": \"__animal__\", \"populated_text\": \"a fox\", \"seed\": 3}|a fox",
        "{\"anything\": [\"31\", 0]}|in snow",
      })
  void of_wordsMadeByOtherNodes_areFollowed(String inputs, String words) {
    FoundSettings found =
        found(
            "\"30\": {\"class_type\": \"Text\", \"inputs\": %s},".formatted(inputs)
                + "\"31\": {\"class_type\": \"PrimitiveString\", \"inputs\": {\"value\": \"in snow\"}},"
                + "\"6\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": [\"30\", 0]}},"
                + sampler("[\"6\", 0]", "\"\""));

    assertThat(found.prompt()).isEqualTo(words);
  }

  @Test
  void of_wordsDoubledAHundredTimes_ends() {
    StringBuilder nodes = new StringBuilder("\"t0\": {\"inputs\": {\"value\": \"word\"}},");
    for (int i = 1; i <= 100; i++) {
      nodes.append(
          "\"t%d\": {\"inputs\": {\"text_a\": [\"t%d\", 0], \"text_b\": [\"t%d\", 0]}},"
              .formatted(i, i - 1, i - 1));
    }
    FoundSettings found =
        found(
            nodes
                + "\"6\": {\"inputs\": {\"text\": [\"t100\", 0]}},"
                + sampler("[\"6\", 0]", "\"\""));

    assertThat(found.prompt()).isEmpty();
  }

  @Test
  void of_wordsInACircle_ends() {
    FoundSettings found =
        found(
            "\"30\": {\"inputs\": {\"string_a\": [\"30\", 0], \"string_b\": \"a fox\"}},"
                + "\"6\": {\"inputs\": {\"text\": [\"30\", 0]}},"
                + sampler("[\"6\", 0]", "\"\""));

    assertThat(found.prompt()).isEqualTo("a fox");
  }

  private static String both(String id, String type, String positive, String negative) {
    return "\"%s\": {\"class_type\": \"%s\", \"inputs\": {\"positive\": %s, \"negative\": %s}},"
        .formatted(id, type, positive, negative);
  }

  private static String sampler(String positive, String negative) {
    return """
        "3": {"class_type": "KSampler", "inputs":
          {"seed": 1, "steps": 20, "positive": %s, "negative": %s}}
        """
        .formatted(positive, negative);
  }

  private static FoundSettings found(String nodes) {
    return ComfyUiSettings.in(Map.of("prompt", "{" + nodes + "}")).orElseThrow();
  }
}
