package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that is shortened at any moment of a run ends that run, never the process. */
class MappedShorteningTest {
  private static final Path CHECKPOINT =
      Path.of("src/test/resources/reference/sgm/tiny_refiner_sgm.safetensors");
  private static final int TRIES = Integer.getInteger("afterimage.shortenings", 4);

  @TempDir private Path folder;

  @Test
  void refine_mappedCheckpointShortenedAtAnyMoment_endsWithAMessage() throws Exception {
    Path model = folder.resolve("model.safetensors");
    Files.copy(CHECKPOINT.resolveSibling("tiny_refiner_sgm.json"), folder.resolve("model.json"));
    copyConfigurations();
    Random random = new Random(3);
    int refused = 0;
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      for (int i = 0; i < TRIES; i++) {
        Files.copy(CHECKPOINT, model, StandardCopyOption.REPLACE_EXISTING);
        refine(engine, model, RefineListener.NONE);
        int step = 1 + random.nextInt(6);
        long micros = random.nextLong(20_000);
        ShorteningListener shortening = new ShorteningListener(model, step, micros);
        try {
          refine(engine, model, shortening);
        } catch (EngineException e) {
          refused++;
          assertThat(e.getMessage()).contains("model.safetensors");
        }
        assertThat(shortening.shortened.get()).as("the other program goes on").isEqualTo(1000);
      }
    }
    assertThat(refused).isPositive();
  }

  /** Without them the number of heads is not known. */
  private void copyConfigurations() throws IOException {
    Path reference = CHECKPOINT.resolveSibling("../pipelines").normalize();
    try (Stream<Path> files = Files.walk(reference.resolve("tiny_refiner"))) {
      for (Path file : files.filter(path -> !path.toString().endsWith("safetensors")).toList()) {
        Path copy = folder.resolve("pipelines").resolve(reference.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** Another program, which shortens the file a moment after a step. */
  private static final class ShorteningListener implements RefineListener {
    private final FutureTask<Long> shortened;
    private final int at;

    ShorteningListener(Path file, int at, long micros) {
      this.at = at;
      this.shortened =
          new FutureTask<>(
              () -> {
                Thread.sleep(micros / 1000, (int) (micros % 1000) * 1000);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                  channel.truncate(1000);
                  return channel.size();
                }
              });
    }

    @Override
    public void step(int step, int steps) {
      if (step == at) {
        Thread.ofPlatform().daemon().start(shortened);
      }
    }
  }

  private static void refine(OnnxEngine engine, Path model, RefineListener listener)
      throws Exception {
    engine.run(
        ImageRequest.refine(
                OnnxEngineTest.noise(128, 128, 8, false),
                model,
                new RefineSettings("a red fox", "", 0.5, 16, 5, 6, 2.5, 7, null),
                Device.CPU)
            .withModel(new ModelRef(model, new ModelOptions(ModelOptions.Weights.MAPPED))),
        listener,
        new Cancellation());
  }
}
