package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.diffusion.text.PromptSyntax.Part;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Prompts as A1111 reads them: weights of words, and chunks with ids and multipliers. */
@Tag("reference")
class A1111PromptReferenceTest {
  private static final double WEIGHT = 1e-9;

  /** A part of a prompt; {@code BREAK} has no weight here, there a negative one. */
  private record Read(String text, double weight) {
    boolean isBreak() {
      return text.equals("BREAK") && weight < 0;
    }
  }

  @TestFactory
  Stream<DynamicTest> parse_everyPrompt_isWhatA1111Reads() {
    if (!ReferenceSet.SECOND.has("prompts", "parse.json")) {
      return Stream.empty();
    }
    return ReferenceSet.SECOND
        .json("prompts", "parse.json")
        .valueStream()
        .map(
            entry ->
                dynamicTest(
                    entry.get("prompt").toString(),
                    () -> compare(entry.get("prompt").asString(), entry.get("parsed"))));
  }

  @TestFactory
  Stream<DynamicTest> weighted_everyCase_hasItsChunks() {
    return cases(ReferenceSet.SECOND)
        .map(
            folder ->
                dynamicTest(
                    folder.getFileName().toString(),
                    () ->
                        compare(
                            ReferenceSet.SECOND.json(
                                "prompts", folder.getFileName().toString(), "case.json"))));
  }

  /** The folders with a prompt each. */
  private static Stream<Path> cases(ReferenceSet set) {
    if (!set.has("prompts")) {
      return Stream.empty();
    }
    try (Stream<Path> folders = Files.list(set.path("prompts"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("case.json")))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(JsonNode prompt) {
    compare(prompt.get("prompt").asString(), prompt.get("parsed"));
    prompt
        .get("encoders")
        .properties()
        .forEach(
            encoder -> {
              String name = encoder.getKey().replace("text_encoder", "tokenizer");
              Path folder = ReferenceFolder.path("pipelines", prompt.get("model").asString(), name);
              ClipTokenizer tokenizer = ReferenceTokenizers.read(folder, folder);
              List<PromptChunk> chunks =
                  PromptChunk.weighted(tokenizer, prompt.get("prompt").asString());
              JsonNode ids = encoder.getValue().get("ids");
              assertThat(chunks).hasSize(ids.size());
              for (int i = 0; i < chunks.size(); i++) {
                assertThat(chunks.get(i).ids())
                    .as("%s, chunk %d", name, i)
                    .isEqualTo(ids.get(i).valueStream().mapToInt(JsonNode::asInt).toArray());
                JsonNode weights = encoder.getValue().get("multipliers").get(i);
                for (int j = 0; j < weights.size(); j++) {
                  assertThat((double) chunks.get(i).weights()[j])
                      .isCloseTo(weights.get(j).asDouble(), within(1e-6));
                }
              }
            });
  }

  private static void compare(String prompt, JsonNode recorded) {
    List<Read> expected = new ArrayList<>();
    for (JsonNode part : recorded) {
      if (!part.get(0).asString().isEmpty()) {
        expected.add(new Read(part.get(0).asString(), part.get(1).asDouble()));
      }
    }
    List<Part> parts = PromptSyntax.parse(prompt);
    assertThat(parts).hasSameSizeAs(expected);
    for (int i = 0; i < parts.size(); i++) {
      Read read = expected.get(i);
      switch (parts.get(i)) {
        case Part.Break() -> assertThat(read.isBreak()).as("part %d", i).isTrue();
        case Part.Words(String text, double weight) -> {
          assertThat(text).isEqualTo(read.text);
          assertThat(weight).isCloseTo(read.weight, within(WEIGHT));
        }
      }
    }
  }
}
