package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that runs for long takes no more memory in the end than soon after its start. */
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final Path MINI =
      Path.of(System.getProperty("afterimage.models"), "afterimage-mini");
  private static final Path CHECKPOINT =
      Path.of("src/test/resources/reference/pipelines/tiny_refiner");
  private static final Path PICTURE = Path.of("src/test/resources/image/rgb.png");
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final int EVERY = 5;
  private static final int ROUND = 3 * EVERY;

  @TempDir Path folder;

  /** 200 switches among three models, of which two are kept: each is a load and a release. */
  @Test
  @Tag("soak")
  void refine_thousandTimesWithTwoHundredSwitches_memoryStays() throws Exception {
    List<Long> resident = refine(1000, EVERY);

    long early = around(resident, 100);
    long late = around(resident, 1000);
    for (int done = 100; done <= resident.size(); done += 100) {
      System.out.printf("after %d refines: %d MB%n", done, around(resident, done) >> 10);
    }
    assertThat(late).isCloseTo(early, Percentage.withPercentage(5));
  }

  /**
   * Refines a picture again and again.
   *
   * @param every a switch of models after so many
   * @return kilobytes in use after each
   */
  private List<Long> refine(int times, int every) throws Exception {
    List<Path> models = List.of(MINI, TinyRefiner.copyTo(folder), CHECKPOINT);
    List<Long> resident = new ArrayList<>();
    Picture picture = PictureReader.read(PICTURE).picture();
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      for (int done = 0; done < times; done++) {
        Path model = models.get(done / every % models.size());
        RefineSettings settings = engine.describe(model).defaults();
        engine.run(
            ImageRequest.refine(picture, model, settings, Device.CPU),
            RefineListener.NONE,
            new Cancellation());
        resident.add(resident());
      }
    }
    return resident;
  }

  /** The median over the last round of all models: which of them is in use makes 50 MB. */
  private static long around(List<Long> resident, int done) {
    List<Long> round = resident.subList(done - ROUND, done).stream().sorted().toList();
    return round.get(ROUND / 2);
  }

  private static long resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
