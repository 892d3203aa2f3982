package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelPlacement;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.TokenCount;
import afterimage.image.Picture;
import afterimage.onnx.device.Devices;
import afterimage.onnx.memory.MemoryBudget;
import afterimage.onnx.memory.MemoryPlan;
import afterimage.onnx.model.ModelCache;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.model.PartsFinder;
import afterimage.onnx.model.PlacedModel;
import afterimage.onnx.model.TokenCounter;
import afterimage.onnx.runtime.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine on ONNX Runtime. */
public final class OnnxEngine implements ImageEngine {
  private final Devices devices;
  private final Path cache;
  private final MemoryBudget memory;
  private final PartsFinder parts;
  private final ModelCache models;
  private final CardRoom cards;
  private final EngineTurn turn = new EngineTurn();
  private final TokenCounter counter = new TokenCounter();

  /**
   * An engine that has nothing loaded yet.
   *
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   */
  public OnnxEngine(Path cache) {
    this(cache, new MemoryBudget());
  }

  /**
   * An engine that has nothing loaded yet, with a budget of its own.
   *
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   * @param memory what decides how many models stay loaded, and how
   */
  public OnnxEngine(Path cache, MemoryBudget memory) {
    this(cache, memory, new Devices(null));
  }

  /**
   * An engine that has nothing loaded yet, and knows the machine's devices.
   *
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   * @param memory what decides how many models stay loaded, and how
   * @param devices chooses where they run
   */
  public OnnxEngine(Path cache, MemoryBudget memory, Devices devices) {
    this(cache, memory, devices, List::of);
  }

  /**
   * An engine that has nothing loaded yet, and knows what is installed.
   *
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   * @param memory what decides how many models stay loaded, and how
   * @param devices chooses where they run
   * @param installed the models from which one that lacks text encoders takes them
   */
  public OnnxEngine(
      Path cache, MemoryBudget memory, Devices devices, Supplier<List<Path>> installed) {
    this.cache = cache;
    this.memory = memory;
    this.devices = devices;
    this.parts = new PartsFinder(installed);
    this.models = new ModelCache(cache, memory::available, devices::form, parts);
    this.cards = new CardRoom(models);
  }

  @Override
  public ModelInfo describe(ModelRef model) throws EngineException {
    return ForeignModel.open(model.path(), () -> look(model).info().chosenAs(model.path()));
  }

  @Override
  public TokenCount countTokens(ModelRef model, String prompt, boolean plain)
      throws EngineException {
    return ForeignModel.open(
        model.path(), () -> counter.count(model, () -> look(model), prompt, plain));
  }

  private ModelBundle look(ModelRef model) throws EngineException {
    return ModelSource.look(model.path(), parts.complete(model.path(), model.options()), cache);
  }

  @Override
  public DeviceReport devices() {
    return devices.report();
  }

  @Override
  public DeviceReport measureDevices() {
    // Beside a run, all would be found slow.
    try (EngineTurn.Held _ = turn.take()) {
      return devices.measure();
    }
  }

  @Override
  public DeviceCheck checkDevice(Device device) {
    return devices.check(device);
  }

  @Override
  public ModelPlacement placement(ModelRef model, Device device) throws EngineException {
    Provider provider = devices.choose(device, _ -> {});
    try (EngineTurn.Held _ = turn.take()) {
      return ForeignModel.open(
          model.path(),
          () -> PlacedModel.of(models.open(model.path(), model.options(), provider), provider));
    }
  }

  @Override
  public void limitMemory(long bytes) {
    memory.limitTo(bytes);
  }

  @Override
  public void limitCardMemory(long bytes) {
    cards.budget().limitTo(bytes);
  }

  @Override
  public ImageResult run(ImageRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    cancellation.throwIfCancelled();
    Path model = request.model().path();
    if (isUnchanged(request)) {
      return ForeignModel.open(model, () -> unchanged(request));
    }
    Provider provider = devices.choose(request.device(), listener::notice);
    try (EngineTurn.Held _ = turn.take(cancellation)) {
      return ForeignModel.run(model, () -> run(request, provider, listener, cancellation));
    }
  }

  private ImageResult run(
      ImageRequest request, Provider provider, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    SourcePicture source = source(request, provider);
    PixelSize size = source == null ? request.start().size() : source.size();
    OutOfMemoryRetry tries =
        new OutOfMemoryRetry(models, request.model().path(), Math.max(size.width(), size.height()));
    return tries.run(
        cards.fit(MemoryPlan.of(request, provider.device()), request, size, listener),
        needs ->
            new ImageRun(
                    needs.applyTo(request),
                    source,
                    models,
                    new Provider(needs.device()),
                    needs.residency(),
                    listener,
                    cancellation)
                .run(),
        listener,
        cancellation);
  }

  /** The picture as the model will see it; null for a run from noise. */
  private @Nullable SourcePicture source(ImageRequest request, Provider provider)
      throws EngineException {
    if (!(request.start() instanceof ImageRequest.Start.FromPicture start)) {
      return null;
    }
    ModelRef model = request.model();
    return SourcePicture.of(
        start,
        request.settings().advanced().mask(),
        models.open(model.path(), model.options(), provider).bundle());
  }

  /** Whether no step would change the picture, so that no model need be loaded. */
  private static boolean isUnchanged(ImageRequest request) {
    return request.start() instanceof ImageRequest.Start.FromPicture
        && request.settings().strength() == 0
        && request.refiner() == null;
  }

  private ImageResult unchanged(ImageRequest request) throws EngineException {
    if (!(request.start() instanceof ImageRequest.Start.FromPicture(Picture picture, _))) {
      throw new IllegalArgumentException("noise is never left unchanged");
    }
    long start = System.nanoTime();
    ModelBundle bundle = look(request.model());
    return new ImageResult(
        Collections.nCopies(request.count(), picture),
        true,
        request.settings(),
        bundle.descriptor().name(),
        null,
        null,
        request.device().toString(),
        Duration.ofNanos(System.nanoTime() - start),
        Duration.ZERO,
        List.of());
  }

  @Override
  public void close() {
    models.close();
  }
}
