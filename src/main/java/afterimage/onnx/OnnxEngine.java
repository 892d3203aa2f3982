package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.ImageToImageInput;
import afterimage.diffusion.pipeline.PixelMask;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.TensorTrace;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.engine.GenerateRequest;
import afterimage.engine.GenerateResult;
import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineEngine;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineRequest;
import afterimage.engine.RefineResult;
import afterimage.engine.RefineSettings;
import afterimage.engine.TokenCount;
import afterimage.image.Picture;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine on ONNX Runtime. */
public final class OnnxEngine implements RefineEngine {
  private final Providers providers = new Providers();
  private final Path cache;
  private final ModelSlot slot;
  private final TokenCounter counter = new TokenCounter();

  /**
   * An engine that has nothing loaded yet.
   *
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   */
  public OnnxEngine(Path cache) {
    this(cache, FreeMemory.OF_MACHINE);
  }

  OnnxEngine(Path cache, FreeMemory memory) {
    this.cache = cache;
    this.slot = new ModelSlot(cache, memory);
  }

  @Override
  public ModelInfo describe(Path model) throws EngineException {
    return ForeignModel.open(
        model,
        () ->
            ModelSource.open(model, ModelOptions.DEFAULT, Device.CPU, cache)
                .bundle()
                .info()
                .chosenAs(model));
  }

  @Override
  public TokenCount countTokens(Path model, String prompt, boolean plain) throws EngineException {
    return ForeignModel.open(model, () -> counter.count(model, cache, prompt, plain));
  }

  @Override
  public DeviceReport devices() {
    return providers.report();
  }

  @Override
  public void limitMemory(long bytes) {
    AvailableMemory.limitTo(bytes);
  }

  @Override
  public RefineResult refine(
      RefineRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    long start = System.nanoTime();
    cancellation.throwIfCancelled();
    if (request.settings().strength() == 0) {
      return ForeignModel.open(request.model(), () -> unchanged(request, start));
    }
    Provider provider = providers.choose(request.device(), listener::notice);
    Picture picture = request.picture();
    SecondTry tries =
        new SecondTry(slot, request.model(), Math.max(picture.width(), picture.height()));
    return ForeignModel.run(
        request.model(),
        () ->
            tries.run(
                MemoryNeeds.of(request, provider.device()),
                needs -> attempt(needs.applyTo(request), start, listener, cancellation),
                listener,
                cancellation));
  }

  private RefineResult attempt(
      RefineRequest request, long start, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    Provider provider = new Provider(request.device());
    long loading = System.nanoTime();
    boolean isLoaded = slot.holds(request.model(), request.options(), provider);
    if (!isLoaded) {
      listener.phase(RefineListener.Phase.LOADING_MODEL);
    }
    LoadedModel model = slot.get(request.model(), request.options(), provider);
    Duration loadingTime = isLoaded ? Duration.ZERO : since(loading);
    cancellation.throwIfCancelled();

    model.resetClocks();
    Picture refined = refine(request, model, listener, cancellation);
    return new RefineResult(
        refined,
        request.settings(),
        model.bundle().descriptor().name(),
        provider.device().toString(),
        since(start),
        loadingTime,
        model.times());
  }

  @Override
  public GenerateResult generate(
      GenerateRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    cancellation.throwIfCancelled();
    Provider provider = providers.choose(request.device(), listener::notice);
    SecondTry tries =
        new SecondTry(
            slot, request.model(), Math.max(request.size().width(), request.size().height()));
    return ForeignModel.run(
        request.model(),
        () ->
            tries.run(
                MemoryNeeds.of(request, provider.device()),
                needs ->
                    new Generation(
                            needs.applyTo(request),
                            slot,
                            new Provider(needs.device()),
                            listener,
                            cancellation)
                        .run(),
                listener,
                cancellation));
  }

  private RefineResult unchanged(RefineRequest request, long start) throws EngineException {
    ModelBundle bundle =
        ModelSource.open(request.model(), request.options(), Device.CPU, cache).bundle();
    return new RefineResult(
        request.picture(),
        request.settings(),
        bundle.descriptor().name(),
        request.device().toString(),
        since(start),
        Duration.ZERO,
        List.of());
  }

  private static Picture refine(
      RefineRequest request, LoadedModel model, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    ModelBundle bundle = model.bundle();
    Picture source = request.picture();
    Framing framing =
        Framing.of(source.width(), source.height(), bundle.sizeMultiple(), bundle.leastSide());
    Tensor pixels = framing.pad(source);
    TraceFolder trace = request.trace() == null ? null : TraceFolder.open(request.trace());
    RunContext context =
        new RunContext(
            Progress.of(model, listener, framing, cancellation),
            trace == null ? TensorTrace.NONE : trace,
            cancellation);
    RefineSettings settings = request.settings();
    PixelMask mask = mask(request);
    Tensor latentMask =
        mask == null ? null : mask.latents(framing, bundle.pipeline().latents().factor());
    Tensor images =
        model
            .imageToImage(settings.advanced().tiling())
            .run(
                input(settings, pixels, latentMask),
                BundleScheduler.of(bundle, settings.scheduler(), settings.steps()),
                context)
            .images();
    if (images == null) {
      throw new IllegalStateException("the pipeline was asked to decode and did not");
    }
    if (trace != null) {
      trace.finish();
    }
    BlackPicture.refuse(images, pixels);
    Picture refined = framing.crop(images, source.bitDepth());
    Picture whole = source.hasAlpha() ? refined.withAlphaOf(source) : refined;
    Picture marked = Marking.apply(whole, settings.advanced().watermark(), listener);
    return mask == null ? marked : mask.compose(source, marked);
  }

  private static @Nullable PixelMask mask(RefineRequest request) {
    Mask mask = request.mask();
    if (mask == null) {
      return null;
    }
    Picture source = request.picture();
    return PixelMask.of(mask.picture(), source.width(), source.height(), mask.blur());
  }

  private static ImageToImageInput input(
      RefineSettings settings, Tensor pixels, @Nullable Tensor mask) {
    PipelineInputs inputs = new PipelineInputs(settings);
    return new ImageToImageInput(
        inputs.prompts(1),
        new ImageToImageInput.Source.Images(pixels),
        new ImageToImageInput.Start.Strength(settings.strength()),
        null,
        settings.steps(),
        inputs.guidance(),
        inputs.size(),
        inputs.negativeSize(),
        mask,
        settings.advanced().keepDetail(),
        inputs.noise(2),
        true);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    slot.close();
  }
}
