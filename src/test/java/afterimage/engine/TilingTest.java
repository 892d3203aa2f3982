package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilingTest {

  @ParameterizedTest
  @ValueSource(strings = {"auto", "off", "256", "1024", "8192"})
  void parse_whatToStringGives_isTheSame(String text) {
    assertThat(Tiling.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some", "255", "1000", "0.5", "16384", "-64"})
  void parse_anythingElse_isRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiling.parse(text))
        .withMessageContaining("tile");
  }
}
