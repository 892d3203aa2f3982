package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose pictures the studio refines as they come, until it is stopped. */
class WatchFlowTest {
  @TempDir private Path home;
  private OpenStudio studio;
  private Path watched = Path.of("");

  @BeforeEach
  void open() throws Exception {
    watched = Files.createDirectory(home.resolve("incoming"));
    studio = OpenStudio.in(home);
    studio.chooseFolder(watched);
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  /** As if it had been moved there. */
  private void bring(String name, boolean sound) throws Exception {
    Path made = home.resolve(name);
    if (sound) {
      Samples.write(made, 96, 64);
    } else {
      Files.writeString(made, "no picture");
    }
    Files.setLastModifiedTime(made, FileTime.fromMillis(0));
    Files.move(made, watched.resolve(name));
  }

  @Test
  void watch_picturesThatCome_areRefinedOnceUntilItStops() throws Exception {
    bring("one.png", true);
    assertThat(studio.text("#watch")).isEmpty();

    studio.activate("#watch");
    studio.await("the first", () -> studio.text("#watch").equals("Watching incoming · 1"));
    bring("broken.png", false);
    bring("two.png", true);
    studio.await("the second", () -> studio.text("#watch").equals("Watching incoming · 2"));

    Path results = watched.resolve("refined");
    assertThat(PictureReader.read(results.resolve("one.png")).picture().width()).isEqualTo(96);
    assertThat(results.resolve("two.png")).exists();
    studio.await("the message", () -> studio.messages().contains("broken.png"));
    FileTime before = Files.getLastModifiedTime(results.resolve("one.png"));
    assertThat(studio.pictureCount()).isZero();

    studio.activate("#watch");
    studio.await("the end", () -> studio.text("#watch").isEmpty());
    studio.activate("#watch");
    bring("three.png", true);
    studio.await("the third", () -> studio.text("#watch").equals("Watching incoming · 1"));
    assertThat(Files.getLastModifiedTime(results.resolve("one.png"))).isEqualTo(before);
  }
}
