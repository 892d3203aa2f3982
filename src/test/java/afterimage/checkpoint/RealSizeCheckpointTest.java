package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.weights.WeightSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recognition and compiling at the published sizes; the weights are a hole in the file. */
class RealSizeCheckpointTest {
  private static final long MOST_BYTES = 50_000_000;

  @TempDir private Path folder;

  @Test
  void compile_refinerKeys_allUsedOrIgnorable() throws Exception {
    hold("refiner", Family.SDXL_REFINER, 2_259_526_660L);
  }

  @Test
  void compile_baseKeys_allUsedOrIgnorable() throws Exception {
    hold("base", Family.SDXL_BASE, 2_567_463_684L);
  }

  private void hold(String model, Family family, long unetParameters) throws Exception {
    RealSizeCheckpoint keys = RealSizeCheckpoint.of(model);
    Path file = keys.writeHollow(folder.resolve(model + ".safetensors"));

    Checkpoint checkpoint = Checkpoint.read(file);
    assertThat(checkpoint.family()).isEqualTo(family);
    assertThat(Objects.requireNonNull(checkpoint.parts().get(Part.UNET)).parameters())
        .isEqualTo(unetParameters);
    assertThat(checkpoint.ignored())
        .allMatch(
            key ->
                key.endsWith("logit_scale")
                    || key.endsWith("position_ids")
                    || key.equals("denoiser.sigmas"));
    long used = checkpoint.parts().values().stream().mapToLong(WeightSet::parameters).sum();
    long ignored =
        keys.keys().stream()
            .filter(key -> checkpoint.ignored().contains(key.name()))
            .mapToLong(RealSizeCheckpoint.Key::elements)
            .sum();
    assertThat(used + ignored)
        .isEqualTo(keys.keys().stream().mapToLong(RealSizeCheckpoint.Key::elements).sum());

    // Refuses weights that are missing, of another shape, or that no network takes.
    CompiledModel compiled = CheckpointCompiler.compile(file, folder.resolve("cache"));
    assertThat(bytes(compiled.folder())).isLessThan(MOST_BYTES);
  }

  private static long bytes(Path root) throws IOException {
    long sum = 0;
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
