package afterimage.diffusion.pipeline;

import afterimage.diffusion.pipeline.DiffusionInput.Entry;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.Truncation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.RefineListener.Phase;
import afterimage.engine.RefineSettings;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SDXL's way from words to pictures, step by step as diffusers' {@code StableDiffusionXLPipeline}
 * (from noise) and {@code StableDiffusionXLImg2ImgPipeline} (from pictures or latents).
 *
 * <p>UNets with twice the latents' channels get the picture's latents beside the noisy ones, as
 * InstructPix2Pix does (Brooks et al. 2023), but the same in both halves of the guidance batch.
 */
public final class DiffusionPipeline {
  private final PromptEncoder promptEncoder;
  private final UNet unet;
  private final Vae vae;
  private final PipelineConfig config;
  private final LatentCodec codec;

  /** A pipeline over networks that stay the caller's to close. */
  public DiffusionPipeline(PromptEncoder promptEncoder, UNet unet, Vae vae, PipelineConfig config) {
    this.promptEncoder = promptEncoder;
    this.unet = unet;
    this.vae = vae;
    this.config = config;
    this.codec = new LatentCodec(vae, config.latents());
  }

  /**
   * Runs once.
   *
   * @param scheduler fresh or used; its run begins anew
   * @throws EngineException if no step is left to run, the model only refines and is to start from
   *     noise, or a network fails or returns NaN
   */
  public PipelineOutput run(DiffusionInput input, Scheduler scheduler, RunContext context)
      throws EngineException, CancelledException {
    Guidance guidance = input.guidance();
    int images = input.prompts().images();
    if (input.start() instanceof DiffusionInput.Start.Noise) {
      requireGenerator();
    }

    // 1. Words.
    context.listener().phase(Phase.ENCODING_PROMPT);
    PromptEncoder.Sides words = promptEncoder.encode(input.prompts(), guidance.isOn(), context);

    // 2. The part of the schedule that runs.
    scheduler.setTimesteps(input.steps());
    double[] timesteps = timesteps(input, scheduler);
    context.traceSigmas(scheduler);

    // 3. Latents with the noise of the first timestep.
    Beginning beginning = begin(input, images, scheduler, timesteps[0], context);

    // 4. Conditioning.
    UNet.Conditioning conditioning =
        words.conditioning(
            timeIds(input, beginning.latents).batch(images, guidance.isOn()), context.trace());

    // 5. Denoising.
    context.listener().phase(Phase.DENOISING);
    Tensor result =
        new Denoiser(
                unet,
                scheduler,
                guidance,
                conditioning,
                beginning.seen,
                beginning.repaint,
                input.noise())
            .run(beginning.latents, timesteps, context);

    // 6. The picture.
    if (!input.decode()) {
      return new PipelineOutput(result, null);
    }
    context.listener().phase(Phase.DECODING);
    Tensor decoded = codec.decode(result, beginning.original(vae), context);
    return new PipelineOutput(result, withDetail(decoded, input.keepDetail(), beginning, context));
  }

  private void requireGenerator() throws EngineException {
    if (config.aestheticScore() || unet.inChannels() != config.latents().channels()) {
      throw new EngineException(
          Messages.of("diffusion.refines"), Messages.of("diffusion.refines.remedy"));
    }
  }

  private static double[] timesteps(DiffusionInput input, Scheduler scheduler)
      throws EngineException {
    Truncation part = truncation(input, scheduler);
    if (part.count() == 0) {
      throw noStep(input);
    }
    scheduler.setBeginIndex(part.beginIndex());
    return Arrays.copyOfRange(
        scheduler.timesteps(), part.beginIndex(), part.beginIndex() + part.count());
  }

  private static Truncation truncation(DiffusionInput input, Scheduler scheduler) {
    Double end = input.denoisingEnd();
    return switch (entry(input)) {
      case null ->
          end == null ? Truncation.all(scheduler) : Truncation.denoisingEnd(scheduler, end);
      case Entry.Strength(double value) ->
          Truncation.of(scheduler, input.steps(), value, null, end);
      case Entry.DenoisingStart(double share) ->
          Truncation.of(scheduler, input.steps(), 1, share, end);
    };
  }

  /** Where the run enters the schedule, or null at its beginning. */
  private static @Nullable Entry entry(DiffusionInput input) {
    return switch (input.start()) {
      case DiffusionInput.Start.Noise _ -> null;
      case DiffusionInput.Start.Images(_, Entry entry) -> entry;
      case DiffusionInput.Start.Latents(_, Entry entry) -> entry;
    };
  }

  private static EngineException noStep(DiffusionInput input) {
    int steps = input.steps();
    return switch (entry(input)) {
      case null ->
          new EngineException(
              Messages.of("diffusion.noStep.end", String.valueOf(input.denoisingEnd())),
              Messages.of("diffusion.noStep.end.remedy"));
      case Entry.Strength(double value) ->
          new EngineException(
              Messages.of("diffusion.noStep.strength", steps, String.valueOf(value)),
              Messages.of(
                  "diffusion.noStep.strength.remedy",
                  String.valueOf(RefineSettings.minStrength(steps))));
      case Entry.DenoisingStart(double share) ->
          new EngineException(
              Messages.of("diffusion.noStep.start", steps, String.valueOf(share)),
              Messages.of("diffusion.noStep.start.remedy"));
    };
  }

  /**
   * What the loop begins with.
   *
   * @param latents scaled and noisy, one a picture to make
   * @param seen for UNets that see the picture; or null
   * @param repaint what a mask leaves alone; or null
   * @param picture what the run starts from; or null
   */
  private record Beginning(
      Tensor latents,
      @Nullable Tensor seen,
      @Nullable MaskedBlend repaint,
      @Nullable Encoded picture) {

    /** The pictures for decoders that see them; or null. */
    Vae.@Nullable Original original(Vae vae) {
      return picture == null || !vae.decoderSeesImage()
          ? null
          : new Vae.Original(picture.originals, picture.strength);
    }
  }

  /**
   * Pictures and what the autoencoder makes of them.
   *
   * @param originals [pictures, 3, height, width]
   * @param latents unscaled
   * @param strength of the run; 1 for one that enters another's schedule
   */
  private record Encoded(Tensor originals, Tensor latents, double strength) {}

  private Beginning begin(
      DiffusionInput input, int images, Scheduler scheduler, double timestep, RunContext context)
      throws EngineException, CancelledException {
    return switch (input.start()) {
      case DiffusionInput.Start.Noise(int height, int width) -> {
        int factor = config.latents().factor();
        Tensor noise =
            input
                .noise()
                .normal(images, config.latents().channels(), height / factor, width / factor);
        context.trace().put("noise_init", noise);
        yield new Beginning(scaled(noise, scheduler.initNoiseSigma()), null, null, null);
      }
      case DiffusionInput.Start.Latents(Tensor scaled, _) -> {
        context.listener().phase(Phase.ENCODING_PICTURE);
        Tensor latents = expand(scaled, images);
        Tensor seen = config.scaledImageLatents() ? latents : config.latents().unscale(latents);
        yield withNoise(input, latents, seen, null, scheduler, timestep, context);
      }
      case DiffusionInput.Start.Images(Tensor pixels, Entry entry) -> {
        context.listener().phase(Phase.ENCODING_PICTURE);
        Vae.Moments moments = codec.encode(pixels, context);
        Tensor latents = expand(codec.sample(moments, input.noise(), context), images);
        Tensor mode = expand(moments.mean(), images);
        Tensor seen = config.scaledImageLatents() ? config.latents().scale(mode) : mode;
        double strength = entry instanceof Entry.Strength(double value) ? value : 1;
        Encoded picture = new Encoded(expand(pixels, images), mode, strength);
        yield withNoise(input, latents, seen, picture, scheduler, timestep, context);
      }
    };
  }

  /** Adds the noise of the first timestep, which latents of another run's schedule have already. */
  private Beginning withNoise(
      DiffusionInput input,
      Tensor clean,
      Tensor seen,
      @Nullable Encoded picture,
      Scheduler scheduler,
      double timestep,
      RunContext context) {
    Tensor latents = clean;
    MaskedBlend repaint = null;
    if (entry(input) instanceof Entry.Strength) {
      Tensor noise = input.noise().normal(clean.shape());
      context.trace().put("noise_add", noise);
      repaint = input.mask() == null ? null : new MaskedBlend(input.mask(), clean, noise);
      latents = scheduler.addNoise(clean, noise, timestep);
    }
    boolean sees = unet.inChannels() == 2 * config.latents().channels();
    return new Beginning(latents, sees ? seen : null, repaint, picture);
  }

  private static Tensor scaled(Tensor noise, double sigma) {
    Tensor scaled = noise.copy();
    float factor = (float) sigma;
    for (int i = 0; i < scaled.data().length; i++) {
      scaled.data()[i] *= factor;
    }
    return scaled;
  }

  /** The sources over and over, until there is one for each picture to make. */
  private static Tensor expand(Tensor sources, int images) throws EngineException {
    if (images % sources.dim(0) != 0) {
      throw new EngineException(
          Messages.of("diffusion.counts", sources.dim(0), images),
          Messages.of("diffusion.counts.remedy"));
    }
    return sources.repeat(images / sources.dim(0));
  }

  private TimeIds timeIds(DiffusionInput input, Tensor latents) {
    int factor = config.latents().factor();
    SizeCondition.Extent run =
        new SizeCondition.Extent(latents.dim(2) * factor, latents.dim(3) * factor);
    return input.start() instanceof DiffusionInput.Start.Noise
        ? TimeIds.ofTextToImage(input.size(), input.negativeSize(), run)
        : TimeIds.ofImageToImage(input.size(), input.negativeSize(), run, config.aestheticScore());
  }

  /** With the detail put back that the autoencoder loses. */
  private Tensor withDetail(
      Tensor images, double keepDetail, Beginning beginning, RunContext context)
      throws EngineException, CancelledException {
    Encoded picture = beginning.picture;
    if (picture == null) {
      return images;
    }
    DetailRestoration detail = new DetailRestoration(keepDetail, picture.strength);
    if (!detail.isOn()) {
      return images;
    }
    Tensor reconstruction =
        vae.decode(picture.latents, beginning.original(vae), context.cancellation());
    return detail.apply(images, reconstruction, picture.originals);
  }
}
