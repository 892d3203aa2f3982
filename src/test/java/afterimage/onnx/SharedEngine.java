package afterimage.onnx;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelPlacement;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineListener;
import afterimage.engine.TokenCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The engine, for tests that are not about loading models: all of one process share those of our
 * own that no test changes, since to load a miniature takes many times what it takes to run it.
 * Everything else, such as a checkpoint or a test's copy of a model, is loaded by an engine of its
 * own, which goes when this is closed.
 */
public final class SharedEngine implements ImageEngine {
  private static final Path CACHE = Path.of("target", "compiled");
  private static final OnnxEngine SHARED = new OnnxEngine(CACHE);
  private static final List<Path> UNCHANGED =
      List.of(
          Path.of("src/test/resources/reference/onnx").toAbsolutePath(),
          Path.of("models").toAbsolutePath());

  private final OnnxEngine own;

  /** With what is compiled from checkpoints among that of other tests. */
  public SharedEngine() {
    this(CACHE);
  }

  /**
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   */
  public SharedEngine(Path cache) {
    own = new OnnxEngine(cache);
  }

  @Override
  public ModelInfo describe(ModelRef model) throws EngineException {
    return own.describe(model);
  }

  @Override
  public TokenCount countTokens(ModelRef model, String prompt, boolean plain)
      throws EngineException {
    return own.countTokens(model, prompt, plain);
  }

  @Override
  public DeviceReport devices() {
    return own.devices();
  }

  @Override
  public DeviceReport measureDevices() {
    return own.measureDevices();
  }

  @Override
  public DeviceCheck checkDevice(Device device) {
    return own.checkDevice(device);
  }

  @Override
  public ModelPlacement placement(ModelRef model, Device device) throws EngineException {
    return own.placement(model, device);
  }

  @Override
  public ImageResult run(ImageRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    return (isShared(request) ? SHARED : own).run(request, listener, cancellation);
  }

  private static boolean isShared(ImageRequest request) {
    return request.model().options().equals(ModelOptions.DEFAULT)
        && isUnchanged(request.model().path())
        && (request.refiner() == null || isUnchanged(request.refiner().model()));
  }

  private static boolean isUnchanged(Path model) {
    Path path = model.toAbsolutePath().normalize();
    return UNCHANGED.stream().anyMatch(path::startsWith)
        && Files.exists(path.resolve("unet").resolve("model.onnx"));
  }

  @Override
  public void limitMemory(long bytes) {
    SHARED.limitMemory(bytes);
    own.limitMemory(bytes);
  }

  @Override
  public void close() {
    SHARED.limitMemory(Long.MAX_VALUE);
    own.close();
  }
}
