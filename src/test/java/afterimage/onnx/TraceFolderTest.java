package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.TinyDisk;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFolderTest {
  /** The disk has 512 KB. */
  private static final Tensor TOO_LARGE = Tensor.zeros(1, 4, 256, 256);

  @TempDir Path folder;

  @Test
  void put_diskFull_leavesNoHalfFileAndFinishSaysSo() throws Exception {
    Path place = folder.resolve("disk");
    try (TinyDisk disk = TinyDisk.full(place)) {
      disk.makeRoom();
      TraceFolder trace = TraceFolder.open(place);
      trace.put("small", Tensor.zeros(2, 2));
      trace.put("large", TOO_LARGE);
      trace.append("stacked", TOO_LARGE);
      trace.putIds("ids", new int[][] {{1, 2}});

      assertThatThrownBy(trace::finish)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(place.toString());
      try (var files = Files.list(place)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("small.npy", "ids.npy");
      }
    }
  }

  @Test
  void put_again_replacesWhatAnEarlierRunWrote() throws Exception {
    Path file = folder.resolve("noise.npy");
    Files.write(file, new byte[5000]);
    TraceFolder trace = TraceFolder.open(folder);

    trace.put("noise", Tensor.zeros(2, 2));
    trace.finish();

    assertThat(file).hasSize(128 + 4 * Float.BYTES);
  }
}
