package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
  @TempDir Path folder;

  @Test
  void list_linkedFolders_areFollowedAndCirclesAreNot() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/sub"));
    file("real/one.png");
    file("real/sub/two.png");
    link("real/sub/back", folder.resolve("real"));
    link("link", folder.resolve("real"));
    assertThat(real).exists();

    assertThat(names(PictureFolder.list(folder.resolve("link"), 1, null)))
        .containsExactly("one.png");
    PictureFolder all = PictureFolder.list(folder.resolve("real"), Integer.MAX_VALUE, null);
    assertThat(names(all)).containsExactlyInAnyOrder("one.png", "two.png");
    assertThat(all.failures()).isEmpty();
  }

  @Test
  void list_filesOfMacOs_arePassedOver() throws IOException {
    assertThat(names(PictureFolder.list(Faults.file("09/in"), 1, null))).containsExactly("one.png");
  }

  @Test
  void list_formatsThatAreNotRead_areCounted() throws IOException {
    file("two.jpg");
    file("a.psd");
    file("c.exr");
    PictureFolder found = PictureFolder.list(folder, 1, null);

    assertThat(names(found)).containsExactly("two.jpg");
    assertThat(found.unread()).isEqualTo(Map.of("Photoshop", 1, "OpenEXR", 1));
    assertThat(found.unreadFormats()).isEqualTo("1 OpenEXR, 1 Photoshop");
  }

  @Test
  void list_formatsOfTheSystemsLibraries_arePictures() throws IOException {
    PictureFolder found = PictureFolder.list(Faults.file("10/in"), 1, null);

    assertThat(names(found)).containsExactly("a.heic", "c.jxl", "two.jpg");
    assertThat(found.unread()).isEmpty();
  }

  @Test
  void list_folderOfResultsInside_isPassedOver() throws IOException {
    Files.createDirectories(folder.resolve("in/out"));
    file("in/one.png");
    file("in/out/one.png");

    Path in = folder.resolve("in");
    assertThat(PictureFolder.list(in, 9, in.resolve("out")).pictures())
        .containsExactly(in.resolve("one.png"));
    assertThat(PictureFolder.list(in, 9, in.resolve("../in/out/.")).pictures()).hasSize(1);
    assertThat(PictureFolder.list(in, 9, in).pictures()).as("the folder itself").hasSize(2);
  }

  @Test
  void list_unreadableSubfolder_isNamedAndTheRestIsListed() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("lost+found"));
    file("one.png");
    assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "run as root");

    PictureFolder found = PictureFolder.list(folder, 9, null);

    assertThat(names(found)).containsExactly("one.png");
    assertThat(found.failures()).hasSize(1);
  }

  @Test
  void list_noFolder_throws() {
    Assertions.assertThatThrownBy(() -> PictureFolder.list(folder.resolve("none"), 1, null))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void file(String name) throws IOException {
    Files.write(folder.resolve(name), new byte[] {1});
  }

  private void link(String name, Path target) throws IOException {
    boolean linked;
    try {
      Files.createSymbolicLink(folder.resolve(name), target);
      linked = true;
    } catch (UnsupportedOperationException e) {
      linked = false;
    }
    assumeTrue(linked, "this system has no links");
  }

  private static List<String> names(PictureFolder found) {
    return found.pictures().stream().map(path -> path.getFileName().toString()).toList();
  }
}
