package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk refuses the session while the studio is open. */
class UnsavedFlowTest {
  @TempDir Path folder;

  @Test
  void open_sessionCannotBeSaved_isToldOnceAndSavedAsSoonAsItCanBe() throws Exception {
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      Path session = folder.resolve("home/state/session/session.json");
      Files.deleteIfExists(session);
      // A folder that is not empty cannot be replaced, whoever runs the test.
      Path inTheWay = Files.createDirectories(session.resolve("in the way"));

      studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 32, 32));
      studio.await("a notice", () -> studio.messages().contains("cannot be saved"));
      studio.dropAndAwait(Samples.write(folder.resolve("two.png"), 32, 32));
      Files.delete(inTheWay);
      Files.delete(session);
      studio.await("the session", () -> Files.isRegularFile(session));

      assertThat(studio.messages().lines().filter(line -> line.contains("cannot be saved")))
          .hasSize(1);
      assertThat(session).content().contains("one.png", "two.png");
    }
  }
}
