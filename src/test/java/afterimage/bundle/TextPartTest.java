package afterimage.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.diffusion.text.ClipTokenizer;
import afterimage.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TextPartTest {
  private static final String PROMPT = "A red fox, <|endoftext|> isn't 3 miles away!";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tokenizer", "tokenizer_2"})
  void read_tokenizerJsonAlone_givesTheSameIds(String name) throws Exception {
    ClipTokenizer separate = read(ReferenceFolder.path("pipelines", "tiny_base"), name);
    writeWhole(name, separate, json -> {});

    assertThat(read(folder, name).padded(PROMPT)).isEqualTo(separate.padded(PROMPT));
  }

  @Test
  void read_tokenizerJsonWithItsConfigs_givesTheSameIds() throws Exception {
    Path original = ReferenceFolder.path("pipelines", "tiny_base");
    ClipTokenizer separate = read(original, "tokenizer_2");
    writeWhole("tokenizer_2", separate, json -> json.remove("padding"));
    for (String file : new String[] {"tokenizer_config.json", "special_tokens_map.json"}) {
      Files.copy(
          original.resolve("tokenizer_2").resolve(file),
          folder.resolve("tokenizer_2").resolve(file));
    }

    assertThat(read(folder, "tokenizer_2").padded(PROMPT)).isEqualTo(separate.padded(PROMPT));
  }

  @Test
  void read_tokenizerJsonWithAddedTokens_readsThemWhole() throws Exception {
    ClipTokenizer separate = read(ReferenceFolder.path("pipelines", "tiny_base"), "tokenizer");
    writeWhole(
        "tokenizer",
        separate,
        json -> {
          add(json, "<orb>", 1000, false);
          add(json, "<orb>_1", 1001, false);
          add(json, "GLOW", 1002, true);
        });

    ClipTokenizer read = read(folder, "tokenizer");

    assertThat(read.vocabularySize()).isEqualTo(1003);
    assertThat(read.words("<orb>")).containsExactly(1000);
    assertThat(read.words("<orb>_1,<orb>")[0]).isEqualTo(1001);
    assertThat(read.words("glow")).containsExactly(1002);
    assertThat(read.words("a fox")).isEqualTo(separate.words("a fox"));
  }

  @Test
  void read_addedTokensInAFileOfTheirOwn_readsThemWhole() throws Exception {
    Path original = ReferenceFolder.path("pipelines", "tiny_base").resolve("tokenizer");
    Path copy = Files.createDirectories(folder.resolve("tokenizer"));
    for (String file : new String[] {"vocab.json", "merges.txt"}) {
      Files.copy(original.resolve(file), copy.resolve(file));
    }
    Files.writeString(copy.resolve("added_tokens.json"), "{\"<orb>\": 1000}");

    assertThat(read(folder, "tokenizer").words("<orb>")).containsExactly(1000);
  }

  private static ClipTokenizer read(Path model, String tokenizer) throws Exception {
    return TextPart.read(model, tokenizer.replace("tokenizer", "text_encoder"), tokenizer)
        .tokenizer();
  }

  private interface Change {
    void to(ObjectNode json);
  }

  /** All that a tokenizer is in one file, as the tokenizers library writes it. */
  private void writeWhole(String name, ClipTokenizer tokenizer, Change change) throws IOException {
    Path original = ReferenceFolder.path("pipelines", "tiny_base").resolve(name);
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.putObject("truncation").put("max_length", 77);
    json.putObject("padding").put("pad_token", tokenizer.config().pad());
    JsonNode vocabulary =
        JsonMapper.shared().readTree(Files.readString(original.resolve("vocab.json")));
    for (String special : new String[] {"<|startoftext|>", "<|endoftext|>"}) {
      add(json, special, vocabulary.get(special).intValue(), true);
    }
    ObjectNode model = json.putObject("model");
    model.set("vocab", vocabulary);
    var merges = model.putArray("merges");
    Files.readAllLines(original.resolve("merges.txt")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(merges::add);
    change.to(json);
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("tokenizer.json"), json.toString());
  }

  private static void add(ObjectNode json, String token, int id, boolean normalised) {
    json.withArray("added_tokens")
        .addObject()
        .setAll(
            Map.of(
                "content", json.stringNode(token),
                "id", json.numberNode(id),
                "normalized", json.booleanNode(normalised)));
  }
}
