package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checkpoint that becomes another file while it is in use ends the run with a message. */
class CheckpointReplacedTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final RefineSettings SETTINGS =
      new RefineSettings("a red fox", "", 0.5, 6, 5, 6, 2.5, 7, null);

  @TempDir private Path folder;
  private Path model;
  private Path weights;

  @BeforeEach
  void copyModel() throws IOException {
    Path refiner = REFERENCE.resolve("pipelines/tiny_refiner");
    model = folder.resolve("model");
    try (Stream<Path> files = Files.walk(refiner)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(refiner.relativize(file).toString()));
      }
    }
    weights = model.resolve("unet/diffusion_pytorch_model.safetensors");
  }

  @ParameterizedTest
  @EnumSource(
      value = ModelOptions.Weights.class,
      names = {"FULL", "MAPPED"})
  void refine_replacedInMidRun_isRefusedAndTheNextRunTakesTheNewFile(ModelOptions.Weights mode)
      throws Exception {
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      refine(engine, mode, RefineListener.NONE);

      assertThatThrownBy(() -> refine(engine, mode, afterFirstStep(this::replace)))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("diffusion_pytorch_model.safetensors")
          .hasMessageContaining("moved, changed or removed");

      ImageResult result = refine(engine, mode, RefineListener.NONE);
      assertThat(result.picture().width()).isEqualTo(64);
    }
  }

  @Test
  void refine_removedInMidRun_isRefused() throws Exception {
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      RefineListener remove =
          afterFirstStep(
              () ->
                  Files.move(weights, folder.resolve("elsewhere"), StandardCopyOption.ATOMIC_MOVE));

      assertThatThrownBy(() -> refine(engine, ModelOptions.Weights.MAPPED, remove))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("moved, changed or removed");
    }
  }

  @Test
  void open_cutShortAfterItWasCompiled_makesNoSession() throws Exception {
    ModelSource source =
        ModelSource.open(model, ModelOptions.DEFAULT, Device.CPU, folder.resolve("cache"));
    Path graph = Objects.requireNonNull(source.bundle().graphs().get("unet"));
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(
            () -> OnnxSession.open("unet", graph, source.weights(), new Provider(Device.CPU)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("moved, changed or removed");
  }

  /** What a download does: another file of the same name takes the place. */
  private void replace() throws IOException {
    Path other = Files.copy(weights, folder.resolve("new.safetensors"));
    Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000_000_000L));
    Files.move(other, weights, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Something that is done to files. */
  private interface Deed {
    void run() throws IOException;
  }

  private static RefineListener afterFirstStep(Deed deed) {
    return new RefineListener() {
      private boolean done;

      @Override
      public void preview(PreviewFrame frame) {
        if (!done) {
          done = true;
          try {
            deed.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    };
  }

  private ImageResult refine(OnnxEngine engine, ModelOptions.Weights mode, RefineListener listener)
      throws Exception {
    Picture picture = Picture.of8Bit(64, 64, new byte[64 * 64 * 3], null);
    return engine.run(
        ImageRequest.refine(picture, model, SETTINGS, Device.CPU)
            .withModel(new ModelRef(model, new ModelOptions(mode))),
        listener,
        new Cancellation());
  }
}
