package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\0b", "\ud800", "a/\udc00.png"})
  void find_whatIsNoPath_isNothing(String text) {
    assertThat(PathText.find(text)).isEmpty();
    assertThat(PathText.orNull(text)).isNull();
  }

  @Test
  void find_path_isThatPath() {
    assertThat(PathText.find("a/b c.png")).contains(Path.of("a", "b c.png"));
    assertThat(PathText.orNull("a/b c.png")).isEqualTo("a/b c.png");
    assertThat(PathText.find(null)).isEmpty();
  }

  @Test
  void of_filesOfWhichOneHasNoPath_areTheOthers() {
    assertThat(PathText.of(List.of(new File("a"), new File("\ud800"), new File("b"))))
        .containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void in_impossibleName_isRefusedNamingIt() throws Exception {
    assertThat(PathText.in(Path.of("a"), "b")).isEqualTo(Path.of("a", "b"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> PathText.in(Path.of("a"), "half \ud800"))
        .withMessageContaining("half");
  }
}
