package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.bundle.TextPart;
import afterimage.checkpoint.CompiledModel;
import afterimage.diffusion.pipeline.ControlNet;
import afterimage.diffusion.pipeline.DiffusionPipeline;
import afterimage.diffusion.pipeline.PromptEncoder;
import afterimage.diffusion.pipeline.PromptTower;
import afterimage.diffusion.pipeline.TextEncoder;
import afterimage.diffusion.pipeline.TiledVae;
import afterimage.diffusion.pipeline.UNet;
import afterimage.diffusion.pipeline.Vae;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageResult.SessionTime;
import afterimage.engine.LatentDecoder;
import afterimage.engine.Tiling;
import afterimage.message.Messages;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.Providers;
import afterimage.onnx.runtime.SessionTurns;
import afterimage.onnx.runtime.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bundle with its graphs loaded and its parts found to fit each other. */
public final class LoadedModel implements AutoCloseable {
  private static final int TIME_IDS_WITH_SCORE = 5;
  private static final int TIME_IDS_WITH_TARGET = 6;

  /** Sides of tiles in pixels where the user names none. */
  private static final int TILE = 1024;

  private static final int LIGHT_TILE = 2048;

  /** The most on WebGPU, where buffers are large and kept: 4.4 GB for a tile of SDXL's decoder. */
  private static final int WEBGPU_TILE = 512;

  /** Bytes of SDXL's decoder's largest buffer for each of a tile's pixels: 256 channels. */
  private static final int BYTES_OF_PIXEL = 256 * Float.BYTES;

  private static final int TILE_STEP = 64;

  private final ModelBundle bundle;
  private final Weights weights;
  private final Provider provider;
  private final @Nullable SessionTurns turns;
  private final List<OnnxSession> sessions = new ArrayList<>();
  private final List<TextEncoder> textEncoders = new ArrayList<>();
  private final PromptEncoder promptEncoder;
  private final OnnxUNet unet;
  private final @Nullable ControlNet controlNet;
  private final OnnxVae vae;
  private final @Nullable PreviewDecoder previews;

  /**
   * Loads all graphs.
   *
   * @throws EngineException if one is damaged or they don't fit; nothing stays loaded then
   */
  public LoadedModel(ModelSource source, Provider provider) throws EngineException {
    this(source, provider, Residency.TOGETHER);
  }

  /**
   * Loads all graphs, one after the other if only one may stay.
   *
   * @throws EngineException if one is damaged or they don't fit; nothing stays loaded then
   */
  public LoadedModel(ModelSource source, Provider provider, Residency residency)
      throws EngineException {
    this.turns = residency == Residency.IN_TURNS ? new SessionTurns() : null;
    this.bundle = source.bundle();
    this.weights = source.weights();
    this.provider = provider;
    Map<String, Path> graphs = bundle.graphs();
    try {
      List<PromptTower> towers = new ArrayList<>();
      long width = 0;
      long projection = -1;
      for (TextPart text : bundle.texts()) {
        OnnxTextEncoder encoder = new OnnxTextEncoder(load(text.name(), graphs));
        towers.add(new PromptTower(text.tokenizer(), encoder));
        textEncoders.add(encoder);
        width = width < 0 || encoder.width() < 0 ? -1 : width + encoder.width();
        projection = encoder.projection();
      }
      OnnxSession encoder = load("vae_encoder", graphs);
      unet =
          new OnnxUNet(
              load("unet", graphs),
              bundle.unet(),
              bundle.pipeline().aestheticScore() ? TIME_IDS_WITH_SCORE : TIME_IDS_WITH_TARGET,
              bundle.descriptor().hasControlNet());
      controlNet =
          bundle.descriptor().hasControlNet()
              ? new OnnxControlNet(
                  load(ModelBundle.CONTROLNET, graphs), unet, bundle.unet().downsamplings() + 1)
              : null;
      vae = new OnnxVae(encoder, load("vae_decoder", graphs), bundle.pipeline().latents());
      previews = previews(source);
      promptEncoder =
          new PromptEncoder(
              towers,
              bundle.pipeline().zerosForEmptyPrompt(),
              (int) unet.inputSize("encoder_hidden_states", 1));
      agree("encoder_hidden_states", 2, width);
      agree("text_embeds", 1, projection);
    } catch (EngineException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private OnnxSession load(String part, Map<String, Path> graphs) throws EngineException {
    Path graph = graphs.get(part);
    if (graph == null) {
      throw new IllegalStateException("the bundle has no graph for " + part);
    }
    OnnxSession session = OnnxSession.open(part, graph, weights, provider, turns);
    sessions.add(session);
    return session;
  }

  /** Other latents than the decoder's are painted as their model says. */
  private @Nullable PreviewDecoder previews(ModelSource source) throws EngineException {
    CompiledModel compiled = source.previews();
    if (compiled == null) {
      return null;
    }
    PreviewDecoder decoder = PreviewDecoder.open(compiled, provider);
    sessions.add(decoder.session());
    return decoder.channels() == bundle.pipeline().latents().channels() ? decoder : null;
  }

  private void agree(String input, int dimension, long given) throws EngineException {
    long wanted = unet.inputSize(input, dimension);
    if (wanted > 0 && given > 0 && wanted != given) {
      throw new EngineException(
          Messages.of("onnx.widths", input, given, wanted), Messages.of("onnx.mixed.remedy"));
    }
  }

  public ModelBundle bundle() {
    return bundle;
  }

  Provider provider() {
    return provider;
  }

  /** One or two. */
  public List<TextEncoder> textEncoders() {
    return List.copyOf(textEncoders);
  }

  public UNet unet() {
    return unet;
  }

  public Vae vae() {
    return vae;
  }

  /** What paints previews better than the model itself says, or null. */
  public @Nullable PreviewDecoder previews() {
    return previews;
  }

  /** The pipeline over this model's own networks. */
  public DiffusionPipeline pipeline(Tiling tiling) {
    return pipeline(tiled(vae, tiling));
  }

  /**
   * The pipeline with a decoder that is asked for.
   *
   * @throws EngineException if that is a tiny one, and none was loaded that fits the latents
   */
  public DiffusionPipeline pipeline(Tiling tiling, LatentDecoder decoder) throws EngineException {
    if (decoder == LatentDecoder.FULL) {
      return pipeline(tiling);
    }
    if (previews == null) {
      throw new EngineException(
          Messages.of("onnx.tinyDecoder", bundle.descriptor().name()),
          Messages.of("onnx.tinyDecoder.remedy"));
    }
    Vae tiny = new TinyDecoderVae(vae, previews, bundle.pipeline().latents());
    return pipeline(tiled(tiny, tiling));
  }

  private DiffusionPipeline pipeline(Vae used) {
    return new DiffusionPipeline(promptEncoder, unet, controlNet, used, bundle.pipeline());
  }

  /**
   * The autoencoder as a setting wants it. By itself it takes up to two megapixels whole, which
   * covers what SDXL was trained on, and a light one up to four: about as much memory. WebGPU has
   * limits on each buffer besides.
   */
  private Vae tiled(Vae whole, Tiling tiling) {
    if (tiling.equals(Tiling.OFF)) {
      return whole;
    }
    boolean light = bundle.hasCheapDecoder();
    boolean automatic = tiling.equals(Tiling.AUTO);
    boolean limited = !light && provider.device().kind() == Device.Kind.WEBGPU;
    int tile = light ? LIGHT_TILE : limited ? webGpuTile(maxBuffer()) : TILE;
    long most = limited ? (long) tile * tile : (light ? 4L : 2L) << 20;
    long area = automatic ? most : 0;
    int side = automatic ? tile : tiling.side();
    int factor = bundle.pipeline().latents().factor();
    return new TiledVae(whole, factor, area, side, bundle.sizeMultiple());
  }

  private long maxBuffer() {
    return Providers.maxBuffer(provider.device()).orElse(Long.MAX_VALUE);
  }

  /** The side of tiles that no buffer is too large for; adapters may take no more than 128 MB. */
  static int webGpuTile(long maxBuffer) {
    long side = (long) Math.sqrt((double) maxBuffer / BYTES_OF_PIXEL) / TILE_STEP * TILE_STEP;
    return Math.clamp(side, Tiling.MIN_SIDE, WEBGPU_TILE);
  }

  /** Starts the sessions' clocks anew. */
  public void resetClocks() {
    sessions.forEach(OnnxSession::resetClock);
  }

  /** What the sessions that ran took since then. */
  public List<SessionTime> times() {
    return sessions.stream()
        .filter(session -> session.runs() > 0)
        .map(session -> new SessionTime(session.network(), session.runs(), session.time()))
        .toList();
  }

  @Override
  public void close() {
    OnnxSession.closeAll(sessions);
  }
}
