package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.ImageToImageInput;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.TensorTrace;
import afterimage.diffusion.pipeline.TextToImageInput;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.GenerateRequest;
import afterimage.engine.GenerateResult;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineResult.SessionTime;
import afterimage.engine.RefinerStage;
import afterimage.image.Picture;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures from words: every batch through the base, then, if the request says so, every
 * batch through the refiner. One model after the other, so that each is loaded once however little
 * memory there is; what waits in between is small.
 */
final class Generation {
  private static final int BITS = 8;
  private static final int LARGEST_MULTIPLE = 2048;

  private final GenerateRequest request;
  private final ModelSlot slot;
  private final Provider provider;
  private final RefineListener listener;
  private final Cancellation cancellation;
  private final PipelineInputs inputs;
  private final ModelBundle base;
  private final @Nullable ModelBundle refiner;
  private final Framing framing;
  private final List<SessionTime> sessions = new ArrayList<>();
  private Duration loading = Duration.ZERO;

  /**
   * @throws EngineException if the models cannot do what is asked; none is loaded yet
   */
  Generation(
      GenerateRequest request,
      ModelSlot slot,
      Provider provider,
      RefineListener listener,
      Cancellation cancellation)
      throws EngineException {
    this.request = request;
    this.slot = slot;
    this.provider = provider;
    this.listener = listener;
    this.cancellation = cancellation;
    inputs = new PipelineInputs(request.settings());
    base = slot.open(request.model(), request.options(), provider).bundle();
    ModelPair.requireBase(base);
    int multiple = base.sizeMultiple();
    int least = base.leastSide();
    RefinerStage stage = request.refiner();
    if (stage == null) {
      refiner = null;
    } else {
      refiner = slot.open(stage.model(), request.refinerOptions(), provider).bundle();
      ModelPair.requireMatch(base, refiner, stage);
      multiple = leastCommonMultiple(multiple, refiner.sizeMultiple());
      least = Math.max(least, refiner.leastSide());
    }
    if (multiple > LARGEST_MULTIPLE) {
      throw new EngineException(
          Messages.of("onnx.multiples", multiple), Messages.of("onnx.latents.remedy"));
    }
    framing = Framing.of(request.size().width(), request.size().height(), multiple, least);
  }

  private static int leastCommonMultiple(int one, int other) {
    int a = one;
    int b = other;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return one / a * other;
  }

  /** Pictures that go through the networks together, between the stages. */
  private record Batch(int from, int to, NoiseSource noise, PipelineOutput output) {}

  GenerateResult run() throws EngineException, CancelledException {
    long start = System.nanoTime();
    List<Batch> batches = ofBase();
    RefinerStage stage = request.refiner();
    if (refiner != null && stage != null) {
      batches = ofRefiner(refiner, stage, batches);
    }
    List<Picture> pictures = new ArrayList<>();
    for (Batch batch : batches) {
      Tensor images = images(batch);
      for (int i = 0; i < images.dim(0); i++) {
        Tensor image = images.slice(i);
        if (BlackPicture.isBlack(image)) {
          listener.notice(Messages.of("onnx.blackPicture", batch.from + i + 1));
        }
        pictures.add(
            Marking.apply(
                framing.crop(image, BITS), request.settings().advanced().watermark(), listener));
      }
    }
    return new GenerateResult(
        List.copyOf(pictures),
        request,
        base.descriptor().name(),
        refiner == null ? null : refiner.descriptor().name(),
        provider.device().toString(),
        Duration.ofNanos(System.nanoTime() - start),
        loading,
        List.copyOf(sessions));
  }

  private static Tensor images(Batch batch) {
    Tensor images = batch.output.images();
    if (images == null) {
      throw new IllegalStateException("the pipeline was asked to decode and did not");
    }
    return images;
  }

  private LoadedModel load(Path folder, ModelOptions options)
      throws EngineException, CancelledException {
    cancellation.throwIfCancelled();
    if (!slot.holds(folder, options, provider)) {
      listener.phase(RefineListener.Phase.LOADING_MODEL);
    }
    long start = System.nanoTime();
    LoadedModel model = slot.get(folder, options, provider);
    loading = loading.plusNanos(System.nanoTime() - start);
    model.resetClocks();
    return model;
  }

  private List<Batch> ofBase() throws EngineException, CancelledException {
    LoadedModel model = load(request.model(), request.options());
    RefinerStage stage = request.refiner();
    Double end = stage instanceof RefinerStage.Ensemble(_, double at) ? at : null;
    boolean decode = stage == null || !stage.handsLatents();
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < request.count(); from += request.batch()) {
      int to = Math.min(from + request.batch(), request.count());
      NoiseSource noise = inputs.noise(from, to, 1);
      TextToImageInput input =
          new TextToImageInput(
              inputs.prompts(to - from),
              framing.paddedHeight(),
              framing.paddedWidth(),
              end,
              request.settings().steps(),
              inputs.guidance(),
              inputs.size(),
              inputs.negativeSize(),
              noise,
              decode);
      TraceFolder trace = trace("base", from);
      PipelineOutput output =
          model
              .textToImage(request.settings().advanced().tiling())
              .run(
                  input,
                  BundleScheduler.of(
                      base, request.settings().scheduler(), request.settings().steps()),
                  context(model, trace));
      finish(trace);
      batches.add(new Batch(from, to, noise, output));
    }
    sessions.addAll(model.times());
    return batches;
  }

  private List<Batch> ofRefiner(ModelBundle bundle, RefinerStage stage, List<Batch> begun)
      throws EngineException, CancelledException {
    LoadedModel model = load(stage.model(), request.refinerOptions());
    String scheduler = request.settings().scheduler();
    if (scheduler == null && stage instanceof RefinerStage.Ensemble) {
      // The second half of a schedule is the same sampler's as the first.
      scheduler = Schedulers.nameOf(base.scheduler());
    }
    List<Batch> batches = new ArrayList<>();
    for (Batch batch : begun) {
      TraceFolder trace = trace("refiner", batch.from);
      PipelineOutput output =
          model
              .imageToImage(request.settings().advanced().tiling())
              .run(
                  refinerInput(stage, batch),
                  BundleScheduler.of(bundle, scheduler, request.settings().steps()),
                  context(model, trace));
      finish(trace);
      batches.add(new Batch(batch.from, batch.to, batch.noise, output));
    }
    for (SessionTime time : model.times()) {
      sessions.add(new SessionTime("refiner/" + time.network(), time.runs(), time.time()));
    }
    return batches;
  }

  private ImageToImageInput refinerInput(RefinerStage stage, Batch batch) {
    ImageToImageInput.Start start =
        switch (stage) {
          case RefinerStage.Ensemble(_, double switchAt) ->
              new ImageToImageInput.Start.DenoisingStart(switchAt);
          case RefinerStage.SecondPass(_, double strength, _) ->
              new ImageToImageInput.Start.Strength(strength);
        };
    ImageToImageInput.Source source =
        stage.handsLatents()
            ? new ImageToImageInput.Source.Latents(batch.output.latents())
            : new ImageToImageInput.Source.Images(quantised(images(batch)));
    return new ImageToImageInput(
        inputs.prompts(batch.to - batch.from),
        source,
        start,
        null,
        request.settings().steps(),
        inputs.guidance(),
        inputs.size(),
        inputs.negativeSize(),
        null,
        request.settings().advanced().keepDetail(),
        batch.noise,
        true);
  }

  /** Pictures as a file of 8 bits a channel would hold them, which is what SDEdit is given. */
  private Tensor quantised(Tensor images) {
    Framing whole = Framing.of(framing.paddedWidth(), framing.paddedHeight(), 1, 1);
    List<Tensor> pictures = new ArrayList<>();
    for (int i = 0; i < images.dim(0); i++) {
      pictures.add(whole.pad(whole.crop(images.slice(i), BITS)));
    }
    return Tensor.concat(0, pictures);
  }

  private RunContext context(LoadedModel model, @Nullable TraceFolder trace) {
    Progress progress = Progress.of(model, listener, framing, cancellation);
    return new RunContext(progress, trace == null ? TensorTrace.NONE : trace, cancellation);
  }

  /** A folder for a run's tensors; below the request's where that has several runs. */
  private @Nullable TraceFolder trace(String stage, int from) throws EngineException {
    Path folder = request.trace();
    if (folder == null) {
      return null;
    }
    if (refiner != null) {
      folder = folder.resolve(stage);
    }
    if (request.count() > request.batch()) {
      folder = folder.resolve(String.valueOf(from + 1));
    }
    return TraceFolder.open(folder);
  }

  private static void finish(@Nullable TraceFolder trace) throws EngineException {
    if (trace != null) {
      trace.finish();
    }
  }
}
