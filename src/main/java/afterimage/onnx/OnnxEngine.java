package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.noise.TorchRandom;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.Guidance;
import afterimage.diffusion.pipeline.ImageToImageInput;
import afterimage.diffusion.pipeline.Prompts;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.SizeCondition;
import afterimage.diffusion.pipeline.TensorTrace;
import afterimage.diffusion.preview.LatentPreview;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineEngine;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineRequest;
import afterimage.engine.RefineResult;
import afterimage.engine.RefineSettings;
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

  /**
   * An engine that has nothing loaded yet.
   *
   * @param cache a folder for what is compiled from checkpoints, made when it is needed
   */
  public OnnxEngine(Path cache) {
    this.cache = cache;
    this.slot = new ModelSlot(cache);
  }

  @Override
  public ModelInfo describe(Path model) throws EngineException {
    return ModelSource.open(model, ModelOptions.DEFAULT, cache).bundle().info().chosenAs(model);
  }

  @Override
  public DeviceReport devices() {
    return providers.report();
  }

  @Override
  public RefineResult refine(
      RefineRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    long start = System.nanoTime();
    cancellation.throwIfCancelled();
    if (request.settings().strength() == 0) {
      return unchanged(request, start);
    }
    Provider provider = providers.choose(request.device(), listener::notice);
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

  private RefineResult unchanged(RefineRequest request, long start) throws EngineException {
    ModelBundle bundle = ModelSource.open(request.model(), request.options(), cache).bundle();
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
    Progress progress =
        new Progress(listener, preview(bundle), bundle.pipeline().latents(), framing);
    RunContext context =
        new RunContext(progress, trace == null ? TensorTrace.NONE : trace, cancellation);
    Tensor images =
        model
            .imageToImage()
            .run(input(request.settings(), pixels), scheduler(bundle, request.settings()), context)
            .images();
    if (images == null) {
      throw new IllegalStateException("the pipeline was asked to decode and did not");
    }
    if (trace != null) {
      trace.finish();
    }
    BlackPicture.refuse(images, pixels);
    Picture refined = framing.crop(images, source.bitDepth());
    return source.hasAlpha() ? refined.withAlphaOf(source) : refined;
  }

  private static ImageToImageInput input(RefineSettings settings, Tensor pixels) {
    return new ImageToImageInput(
        Prompts.of(settings.prompt(), settings.negativePrompt()),
        new ImageToImageInput.Source.Images(pixels),
        new ImageToImageInput.Start.Strength(settings.strength()),
        null,
        settings.steps(),
        new Guidance(settings.guidanceScale(), 0),
        SizeCondition.ofRun(settings.aestheticScore()),
        SizeCondition.ofRun(settings.negativeAestheticScore()),
        new TorchRandom(settings.seed()),
        true);
  }

  private static Scheduler scheduler(ModelBundle bundle, RefineSettings settings)
      throws EngineException {
    SchedulerConfig config =
        settings.scheduler() == null ? bundle.scheduler() : bundle.scheduler(settings.scheduler());
    try {
      return Schedulers.create(config);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "The scheduler cannot be used: " + e.getMessage() + ".", "Choose another one.", e);
    }
  }

  /** The descriptor's factors, or SDXL's for latents like SDXL's. */
  private static @Nullable LatentPreview preview(ModelBundle bundle) {
    float[][] factors = bundle.descriptor().rgbFactors();
    if (factors != null) {
      float[] bias = bundle.descriptor().rgbBias();
      return new LatentPreview(factors, bias == null ? new float[3] : bias);
    }
    return bundle.pipeline().latents().channels() == LatentPreview.SDXL.channels()
        ? LatentPreview.SDXL
        : null;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    slot.close();
  }
}
