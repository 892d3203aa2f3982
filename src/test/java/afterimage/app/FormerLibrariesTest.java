package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FormerLibrariesTest {
  @TempDir Path temporary;

  @Test
  void sweep_oldAndUnused_areDeleted() throws IOException {
    Path left = unpacked("onnxruntime-java1", 2);
    Path empty = Files.createDirectory(temporary.resolve("onnxruntime-java2"));
    age(empty, 2);

    FormerLibraries.sweep(temporary);

    assertThat(left).doesNotExist();
    assertThat(empty).doesNotExist();
  }

  @Test
  void sweep_youngUsedOrOfAnotherKind_stay() throws IOException {
    Path young = unpacked("onnxruntime-java1", 0);
    Path other = unpacked("onnxruntime-java2", 2);
    Files.writeString(other.resolve("notes"), "text");
    age(other, 2);
    Path used = unpacked("onnxruntime-java3", 2);
    try (FileChannel library = FileChannel.open(used.resolve("libonnxruntime.so"))) {
      Object mapped = library.map(FileChannel.MapMode.READ_ONLY, 0, 1);

      FormerLibraries.sweep(temporary);

      assertThat(mapped).isNotNull();
    }
    assertThat(young).exists();
    assertThat(other).exists();
    assertThat(used).exists();
  }

  private Path unpacked(String name, int days) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(folder.resolve("libonnxruntime.so"), "text");
    age(folder, days);
    return folder;
  }

  private static void age(Path folder, int days) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }
}
