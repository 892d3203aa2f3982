package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.engine.EngineException;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  @ParameterizedTest
  @EnumSource(EngineException.Alternative.class)
  void of_anAlternative_isToldAsOptionsThatThereAre(EngineException.Alternative alternative) {
    Failure failure =
        Failure.of(new EngineException("It broke.", "Do otherwise.", alternative, null));

    assertThat(failure.problem().what()).isEqualTo("It broke.");
    assertThat(failure.problem().remedy()).startsWith("Do otherwise. The option is --");
    String help = helpOfGenerate();
    assertThat(OPTION.matcher(failure.problem().remedy()).results().map(MatchResult::group))
        .isNotEmpty()
        .allMatch(help::contains);
  }

  @Test
  void of_noAlternative_isToldAsItIs() {
    assertThat(Failure.of(new EngineException("It broke.", "Mend it.")).problem().sentence())
        .isEqualTo("It broke. Mend it.");
  }

  private static String helpOfGenerate() {
    StringWriter out = new StringWriter();
    CommandLineParts parts =
        new CommandLineParts(
            "test",
            () -> {
              throw new IllegalStateException("help runs no model");
            },
            () -> new ModelCatalog(List.of()),
            () -> "cpu",
            new BufferedReader(Reader.nullReader()),
            new PrintWriter(out),
            new PrintWriter(out),
            false);
    CommandLineProgram.run(parts, "generate", "--help");
    return out.toString();
  }
}
