package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import afterimage.diffusion.text.PromptSyntax.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a fox                      | a fox@1.0
          (fox)                      | fox@1.1
          ((fox))                    | fox@1.21
          [fox]                      | fox@0.909
          (red:1.5) fox              | red@1.5, fox@1.0
          (red (fox:2):0.5)          | red @0.5,fox@1.0
          a [b:1.2]                  | a @1.0,b:1.2@0.909
          \\(red\\) fox              | (red) fox@1.0
          (red : 1.5)                | red : 1.5@1.1
          (red [fox) hen]            | red @1.1,fox@1.0,hen@0.909
          (red) fox (hen             | red@1.1,fox @1.0,hen@1.1
          red\\ fox                 | red fox@1.0
          (red:-0.5)                 | red@-0.5
          (red:.5)                   | red@0.5
          (red:999999999999999)      | red@100.0
          one BREAK two              | one@1.0,BREAK,two@1.0
          BREAKFAST                  | BREAKFAST@1.0
          (a BREAK b:1.3)            | a@1.3,BREAK,b@1.3
          """)
  void parse_weights_areTheirs(String prompt, String parts) {
    assertThat(told(prompt).replace(" @", "@").replace(", ", ","))
        .isEqualTo(parts.strip().replace(" @", "@").replace(", ", ","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a (fox            | a @1.0,fox@1.1
          a [fox            | a @1.0,fox@0.909
          a (fox]           | a @1.0,fox]@1.1
          ((fox)            | fox@1.21
          ((red) fox        | red@1.21,fox@1.1
          """)
  void parse_bracketsLeftOpen_weighTheRest(String prompt, String parts) {
    assertThat(told(prompt)).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a fox)            | a fox)@1.0
          fox:1.2)          | fox:1.2)@1.0
          (:1.2:1.3.4)      | :1.2:1.3.4@1.1
          """)
  void parse_bracketsNotOpened_areCharacters(String prompt, String parts) {
    assertThat(told(prompt)).isEqualTo(parts);
  }

  @Test
  void parse_anyText_losesNoWord() {
    SeededCases.check(2000, values -> assertNoWordLost(values.text(0, 60, "()[]:.1\\ -abcd")));
  }

  private static void assertNoWordLost(String prompt) {
    List<Part> parts = PromptSyntax.parse(prompt);
    String words =
        parts.stream()
            .map(part -> part instanceof Part.Words(String text, double _) ? text : " ")
            .collect(Collectors.joining());
    assertThat(words.replaceAll("[^a-d]", "")).isEqualTo(prompt.replaceAll("[^a-d]", ""));
    assertThat(parts)
        .allSatisfy(
            part -> {
              if (part instanceof Part.Words(String text, double weight)) {
                assertThat(text).isNotEmpty();
                assertThat(weight).isBetween(-100.0, 100.0);
              }
            });
  }

  @Test
  void parse_textWithoutBrackets_isOnePlainPart() {
    SeededCases.check(
        500,
        values -> {
          String prompt = values.text(1, 40, " ,:.1abcdefghijklmnopqrstuvwxyz");
          assertThat(PromptSyntax.parse(prompt)).containsExactly(new Part.Words(prompt, 1));
        });
  }

  private static String told(String prompt) {
    return PromptSyntax.parse(prompt).stream()
        .map(
            part ->
                switch (part) {
                  case Part.Break() -> "BREAK";
                  case Part.Words(String text, double weight) ->
                      text.stripLeading() + "@" + (float) (Math.rint(weight * 1000) / 1000);
                })
        .collect(Collectors.joining(","));
  }
}
