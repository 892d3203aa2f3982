package afterimage.ui.film;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionSearchTest {
  private static final Version VERSION =
      new Version(
          "id",
          1,
          Path.of("v.png"),
          new RefineSettings("A red Fox", "blurry", 0.3, 10, 5, 6, 2.5, 4711, null),
          "Mini",
          Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "fox, true",
    "RED fox, true",
    "fox red blur, true",
    "4711, true",
    "mini, true",
    "hen, false",
    "fox hen, false",
    "'', true"
  })
  void finds_version_byAllWordsInAnyOrder(String query, boolean found) {
    assertThat(new VersionSearch(query).finds(VERSION)).isEqualTo(found);
  }

  @Test
  void finds_source_byNameOrAnyVersion() {
    Source source = new Source("beach.jpg", Path.of("beach.jpg"), 8, 8);
    source.add(VERSION);

    assertThat(new VersionSearch("beach").finds(source)).isTrue();
    assertThat(new VersionSearch("fox").finds(source)).isTrue();
    assertThat(new VersionSearch("hen").finds(source)).isFalse();
  }
}
