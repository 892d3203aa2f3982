package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.lora.Loras;
import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.pipeline.ControlInput;
import afterimage.diffusion.pipeline.DiffusionInput;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.RepaintMask;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.TensorTrace;
import afterimage.diffusion.pipeline.UNetInput;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageRequest.Start.FromNoise;
import afterimage.engine.ImageRequest.Start.FromPicture;
import afterimage.engine.ImageResult;
import afterimage.engine.ImageResult.SessionTime;
import afterimage.engine.LatentDecoder;
import afterimage.engine.Mask;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefinerStage;
import afterimage.image.Picture;
import afterimage.message.Messages;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.model.BundleScheduler;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelCache;
import afterimage.onnx.model.ModelPair;
import afterimage.onnx.runtime.Provider;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the models: every batch through the first, then, if the request says
 * so, every batch through the refiner. One model after the other, so that each is loaded once
 * however little memory there is; what waits in between is small.
 */
final class ImageRun {
  private static final int BITS_FROM_NOISE = 8;
  private static final int MAX_MULTIPLE = 2048;

  private final long begun = System.nanoTime();
  private final ImageRequest request;
  private final ModelCache models;
  private final Provider provider;
  private final Residency residency;
  private final RefineListener listener;
  private final Cancellation cancellation;
  private final PipelineInputs inputs;
  private final RunEmbeddings embeddings;
  private final ModelBundle first;
  private final @Nullable ModelBundle refiner;
  private final Framing framing;
  private final @Nullable SourcePicture source;
  private final @Nullable ControlInput control;
  private final List<SessionTime> sessions = new ArrayList<>();
  private Duration loading = Duration.ZERO;

  /**
   * @param source what it starts from, or null for noise
   * @throws EngineException if the models cannot do what is asked; none is loaded yet
   */
  ImageRun(
      ImageRequest request,
      @Nullable SourcePicture source,
      ModelCache models,
      Provider provider,
      Residency residency,
      RefineListener listener,
      Cancellation cancellation)
      throws EngineException {
    this.residency = residency;
    this.request = request;
    this.models = models;
    this.provider = provider;
    this.listener = listener;
    this.cancellation = cancellation;
    inputs = new PipelineInputs(request.settings());
    first = open(request.model());
    Loras.notices(request.model().options().loras()).forEach(listener::notice);
    embeddings = new RunEmbeddings(request.model().embeddings(), listener);
    first.scheduler(request.settings().scheduler());
    if (request.start() instanceof FromNoise) {
      ModelPair.requireBase(first);
    }
    RefinerStage stage = request.refiner();
    refiner = stage == null ? null : open(refinerModel(stage));
    if (refiner != null && stage != null) {
      ModelPair.requireMatch(first, refiner, stage);
    }
    this.source = source;
    framing = framing(source == null ? request.start().size() : source.size());
    control =
        first.descriptor().hasControlNet()
            ? ControlInputs.of(request, this.source, framing, listener)
            : null;
    if (request.start() instanceof FromPicture(_, Mask mask)
        && mask == null
        && first.input() == UNetInput.WITH_MASK) {
      listener.notice(Messages.of("onnx.inpaintsAll", first.descriptor().name()));
    }
  }

  private ModelBundle open(ModelRef model) throws EngineException {
    return models.open(model.path(), model.options(), provider).bundle();
  }

  /** How to load the refiner: LoRAs of the first model are not made for it, but a VAE is. */
  private ModelRef refinerModel(RefinerStage stage) {
    ModelOptions options = request.model().options();
    boolean replaceable = CheckpointCompiler.isCheckpoint(stage.model());
    return new ModelRef(
        stage.model(),
        new ModelOptions(options.weights())
            .withPreviewDecoder(options.previewDecoder())
            .withVae(replaceable ? options.vae() : null));
  }

  /** A frame that suits both models. */
  private Framing framing(PixelSize size) throws EngineException {
    int multiple = first.sizeMultiple();
    int least = first.minSide();
    if (refiner != null) {
      multiple = leastCommonMultiple(multiple, refiner.sizeMultiple());
      least = Math.max(least, refiner.minSide());
    }
    if (multiple > MAX_MULTIPLE) {
      throw new EngineException(
          Messages.of("onnx.multiples", multiple),
          Messages.of("onnx.latents.remedy"),
          EngineException.Alternative.REFINING_THE_FINISHED_PICTURE,
          null);
    }
    return Framing.of(size.width(), size.height(), multiple, least);
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
  private record Batch(int from, int to, NoiseSource noise, PipelineOutput output) {
    int size() {
      return to - from;
    }
  }

  ImageResult run() throws EngineException, CancelledException {
    List<Batch> batches = ofFirst();
    RefinerStage stage = request.refiner();
    if (stage != null) {
      batches = ofRefiner(stage, batches);
    }
    List<Picture> pictures = new ArrayList<>();
    for (Batch batch : batches) {
      Tensor images = images(batch);
      for (int i = 0; i < images.dim(0); i++) {
        pictures.add(finished(images.slice(i), batch.from + i + 1));
      }
    }
    return new ImageResult(
        List.copyOf(pictures),
        request.start() instanceof FromPicture,
        request.settings(),
        first.descriptor().name(),
        stage,
        refiner == null ? null : refiner.descriptor().name(),
        null,
        steered(),
        provider.device().toString(),
        Duration.ofNanos(System.nanoTime() - begun),
        loading,
        List.copyOf(sessions),
        embeddings.used());
  }

  private ImageResult.@Nullable Control steered() {
    Path net = request.model().options().controlNet();
    Path picture = request.model().control();
    return net == null
        ? null
        : new ImageResult.Control(
            String.valueOf(net.toAbsolutePath().normalize().getFileName()),
            picture == null ? null : String.valueOf(picture.getFileName()));
  }

  private static Tensor images(Batch batch) {
    Tensor images = batch.output.images();
    if (images == null) {
      throw new IllegalStateException("the pipeline was asked to decode and did not");
    }
    return images;
  }

  private List<Batch> ofFirst() throws EngineException, CancelledException {
    LoadedModel model = load(request.model());
    RefinerStage stage = request.refiner();
    Double end = stage instanceof RefinerStage.Ensemble(_, double at) ? at : null;
    boolean decode = stage == null || !stage.handsLatents();
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < request.count(); from += request.batch()) {
      int to = Math.min(from + request.batch(), request.count());
      NoiseSource noise = inputs.noise(from, to, startingDraws());
      TraceFolder trace = trace("base", from);
      PipelineOutput output =
          run(
              model,
              request.settings().scheduler(),
              input(model, start(to - from), repaint(), control, to - from, noise, end, decode),
              // A second model would refine the loss, too.
              stage == null ? request.settings().advanced().decoder() : LatentDecoder.FULL,
              trace);
      batches.add(new Batch(from, to, noise, output));
    }
    sessions.addAll(model.times());
    return batches;
  }

  private DiffusionInput.Start start(int images) {
    return source == null
        ? new DiffusionInput.Start.Noise(framing.paddedHeight(), framing.paddedWidth())
        : new DiffusionInput.Start.Images(
            framing.pad(source.seen()).repeat(images),
            new DiffusionInput.Entry.Strength(request.settings().strength()));
  }

  private @Nullable RepaintMask repaint() {
    return source == null ? null : source.repaint(framing, first.pipeline().latents().factor());
  }

  /** How many draws come before those of the steps; see {@link DiffusionInput#noise}. */
  private int startingDraws() {
    if (source == null) {
      return 1;
    }
    return switch (first.input()) {
      case LATENTS -> source.mask() == null ? 2 : 3;
      case WITH_PICTURE -> 2;
      case WITH_MASK -> request.settings().strength() == 1 ? 2 : 3;
    };
  }

  private List<Batch> ofRefiner(RefinerStage stage, List<Batch> begun)
      throws EngineException, CancelledException {
    LoadedModel model = load(refinerModel(stage));
    String scheduler = request.settings().scheduler();
    if (scheduler == null && stage instanceof RefinerStage.Ensemble) {
      // The second half of a schedule is the same sampler's as the first.
      scheduler = Schedulers.nameOf(first.scheduler(null));
    }
    List<Batch> batches = new ArrayList<>();
    for (Batch batch : begun) {
      DiffusionInput input =
          input(
              model, refinerStart(stage, batch), null, null, batch.size(), batch.noise, null, true);
      PipelineOutput output =
          run(
              model,
              scheduler,
              input,
              request.settings().advanced().decoder(),
              trace("refiner", batch.from));
      batches.add(new Batch(batch.from, batch.to, batch.noise, output));
    }
    for (SessionTime time : model.times()) {
      sessions.add(new SessionTime("refiner/" + time.network(), time.runs(), time.time()));
    }
    return batches;
  }

  private DiffusionInput.Start refinerStart(RefinerStage stage, Batch batch) {
    DiffusionInput.Entry entry =
        switch (stage) {
          case RefinerStage.Ensemble(_, double switchAt) ->
              new DiffusionInput.Entry.DenoisingStart(switchAt);
          case RefinerStage.SecondPass(_, double strength, _) ->
              new DiffusionInput.Entry.Strength(strength);
        };
    return stage.handsLatents()
        ? new DiffusionInput.Start.Latents(batch.output.latents(), entry)
        : new DiffusionInput.Start.Images(quantised(images(batch)), entry);
  }

  private DiffusionInput input(
      LoadedModel model,
      DiffusionInput.Start start,
      @Nullable RepaintMask repaint,
      @Nullable ControlInput steering,
      int images,
      NoiseSource noise,
      @Nullable Double end,
      boolean decode) {
    return new DiffusionInput(
        inputs.prompts(images, embeddings.of(model)),
        start,
        end,
        request.settings().steps(),
        inputs.guidance(),
        inputs.size(),
        inputs.negativeSize(),
        repaint,
        steering,
        request.settings().advanced().keepDetail(),
        noise,
        decode);
  }

  private LoadedModel load(ModelRef ref) throws EngineException, CancelledException {
    cancellation.throwIfCancelled();
    long start = System.nanoTime();
    boolean isLoaded = models.holds(ref.path(), ref.options(), provider, residency);
    if (!isLoaded) {
      listener.phase(RefineListener.Phase.LOADING_MODEL);
    }
    LoadedModel model = models.get(ref.path(), ref.options(), provider, residency);
    if (!isLoaded) {
      loading = loading.plusNanos(System.nanoTime() - start);
    }
    cancellation.throwIfCancelled();
    model.resetClocks();
    return model;
  }

  private PipelineOutput run(
      LoadedModel model,
      @Nullable String scheduler,
      DiffusionInput input,
      LatentDecoder decoder,
      @Nullable TraceFolder trace)
      throws EngineException, CancelledException {
    AdvancedSettings advanced = request.settings().advanced();
    PipelineOutput output =
        model
            .pipeline(advanced.tiling(), decoder)
            .run(
                input,
                BundleScheduler.of(
                    model.bundle(), scheduler, advanced.spacing(), request.settings().steps()),
                new RunContext(
                    Progress.of(model, listener, framing, placing(), cancellation),
                    trace == null ? TensorTrace.NONE : trace,
                    cancellation));
    if (trace != null) {
      trace.finish();
    }
    return output;
  }

  private UnaryOperator<PreviewFrame> placing() {
    return source == null ? frame -> frame : source.previews();
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

  /** Pictures as a file would hold them, which is what SDEdit is given. */
  private Tensor quantised(Tensor images) {
    Framing whole = Framing.of(framing.paddedWidth(), framing.paddedHeight(), 1, 1);
    List<Tensor> pictures = new ArrayList<>();
    for (int i = 0; i < images.dim(0); i++) {
      pictures.add(whole.pad(whole.crop(images.slice(i), bitDepth())));
    }
    return Tensor.concat(0, pictures);
  }

  private int bitDepth() {
    return source == null ? BITS_FROM_NOISE : source.given().bitDepth();
  }

  /**
   * A picture as it is handed over.
   *
   * @param image [1, 3, height, width]
   * @param number of the picture, from 1
   */
  private Picture finished(Tensor image, int number) throws EngineException {
    boolean marks = request.settings().advanced().watermark();
    Picture cropped = framing.crop(image, bitDepth());
    if (source == null) {
      if (BlackPicture.isBlack(image)) {
        listener.notice(Messages.of("onnx.blackPicture", number));
      }
      return Watermarking.apply(cropped, marks, listener);
    }
    BlackPicture.refuse(image, source.seen());
    return source.refined(cropped, whole -> Watermarking.apply(whole, marks, listener));
  }
}
