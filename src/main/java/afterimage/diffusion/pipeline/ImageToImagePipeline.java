package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.Truncation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.RefineListener.Phase;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Image-to-image with SDXL's conditioning, step by step as diffusers' {@code
 * StableDiffusionXLImg2ImgPipeline}: words, a picture, a share of the schedule.
 *
 * <p>UNets with twice the latents' channels get the picture's latents beside the noisy ones, as
 * InstructPix2Pix does (Brooks et al. 2023), but the same in both halves of the guidance batch.
 */
public final class ImageToImagePipeline {
  private final PromptEncoder promptEncoder;
  private final UNet unet;
  private final Vae vae;
  private final PipelineConfig config;
  private final LatentCodec codec;

  /** A pipeline over networks that stay the caller's to close. */
  public ImageToImagePipeline(
      PromptEncoder promptEncoder, UNet unet, Vae vae, PipelineConfig config) {
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
   * @throws EngineException if no step is left to run, or a network fails or returns NaN
   */
  public PipelineOutput run(ImageToImageInput input, Scheduler scheduler, RunContext context)
      throws EngineException, CancelledException {
    Guidance guidance = input.guidance();
    int images = input.prompts().images();

    // 1. Words.
    context.listener().phase(Phase.ENCODING_PROMPT);
    PromptEncoder.Sides words = promptEncoder.encode(input.prompts(), guidance.isOn(), context);

    // 2. The part of the schedule that runs.
    scheduler.setTimesteps(input.steps());
    double[] timesteps = timesteps(input, scheduler);
    context.traceSigmas(scheduler);

    // 3. Latents of the source, with the noise of the first timestep.
    context.listener().phase(Phase.ENCODING_PICTURE);
    Start start = start(input, images, context);
    Tensor latents = start.latents;
    Repaint repaint = null;
    if (input.start() instanceof ImageToImageInput.Start.Strength) {
      Tensor noise = input.noise().normal(latents.shape());
      context.trace().put("noise_add", noise);
      repaint = input.mask() == null ? null : new Repaint(input.mask(), latents, noise);
      latents = scheduler.addNoise(latents, noise, timesteps[0]);
    }

    // 4. Conditioning.
    int factor = config.latents().factor();
    SizeCondition.Extent size =
        new SizeCondition.Extent(latents.dim(2) * factor, latents.dim(3) * factor);
    TimeIds ids =
        TimeIds.ofImageToImage(input.size(), input.negativeSize(), size, config.aestheticScore());
    UNet.Conditioning conditioning =
        words.conditioning(ids.batch(images, guidance.isOn()), context.trace());

    // 5. Denoising.
    context.listener().phase(Phase.DENOISING);
    NoiseSource noise = input.noise();
    Tensor result =
        new Denoiser(unet, scheduler, guidance, conditioning, start.seen, repaint, noise)
            .run(latents, timesteps, context);

    // 6. The picture.
    if (!input.decode()) {
      return new PipelineOutput(result, null);
    }
    context.listener().phase(Phase.DECODING);
    Tensor decoded = codec.decode(result, original(input, start), context);
    return new PipelineOutput(result, withDetail(decoded, input, start, context));
  }

  /** With the detail put back that the autoencoder loses. */
  private Tensor withDetail(Tensor images, ImageToImageInput input, Start start, RunContext context)
      throws EngineException, CancelledException {
    if (!(input.start() instanceof ImageToImageInput.Start.Strength(double strength))
        || start.originals == null
        || start.encoded == null) {
      return images;
    }
    KeptDetail detail = new KeptDetail(input.keepDetail(), strength);
    if (!detail.isOn()) {
      return images;
    }
    Tensor reconstruction =
        vae.decode(start.encoded, original(input, start), context.cancellation());
    return detail.apply(images, reconstruction, start.originals);
  }

  private Vae.@Nullable Original original(ImageToImageInput input, Start start) {
    if (!vae.decoderSeesImage() || start.originals == null) {
      return null;
    }
    double strength =
        input.start() instanceof ImageToImageInput.Start.Strength(double value) ? value : 1;
    return new Vae.Original(start.originals, strength);
  }

  private static double[] timesteps(ImageToImageInput input, Scheduler scheduler)
      throws EngineException {
    Truncation part =
        switch (input.start()) {
          case ImageToImageInput.Start.Strength(double value) ->
              Truncation.of(scheduler, input.steps(), value, null, input.denoisingEnd());
          case ImageToImageInput.Start.DenoisingStart(double share) ->
              Truncation.of(scheduler, input.steps(), 1, share, input.denoisingEnd());
        };
    double[] all = scheduler.timesteps();
    double[] timesteps =
        Arrays.copyOfRange(all, part.beginIndex(), part.beginIndex() + part.count());
    if (timesteps.length == 0) {
      throw noStep(input);
    }
    scheduler.setBeginIndex(part.beginIndex());
    return timesteps;
  }

  private static EngineException noStep(ImageToImageInput input) {
    int steps = input.steps();
    return switch (input.start()) {
      case ImageToImageInput.Start.Strength(double value) ->
          new EngineException(
              Messages.of("diffusion.noStep.strength", steps, String.valueOf(value)),
              Messages.of(
                  "diffusion.noStep.strength.remedy", String.valueOf(leastStrength(steps))));
      case ImageToImageInput.Start.DenoisingStart(double share) ->
          new EngineException(
              Messages.of("diffusion.noStep.start", steps, String.valueOf(share)),
              Messages.of("diffusion.noStep.start.remedy"));
    };
  }

  /** The least strength, to two digits or three, at which one of {@code steps} is left. */
  static double leastStrength(int steps) {
    int scale = steps <= 100 ? 100 : 1000;
    int digits = Math.ceilDiv(scale, steps);
    while ((int) (steps * ((double) digits / scale)) < 1) {
      digits++;
    }
    return (double) digits / scale;
  }

  /**
   * What the loop begins with.
   *
   * @param latents scaled, one a picture to make
   * @param seen for UNets that see the picture; or null
   * @param originals the pictures; or null
   * @param encoded what the autoencoder makes of them, unscaled; or null
   */
  private record Start(
      Tensor latents,
      @Nullable Tensor seen,
      @Nullable Tensor originals,
      @Nullable Tensor encoded) {}

  private Start start(ImageToImageInput input, int images, RunContext context)
      throws EngineException, CancelledException {
    boolean sees = unet.inChannels() == 2 * config.latents().channels();
    return switch (input.source()) {
      case ImageToImageInput.Source.Latents(Tensor scaled) -> {
        Tensor latents = expand(scaled, images);
        Tensor seen = config.scaledImageLatents() ? latents : config.latents().unscale(latents);
        yield new Start(latents, sees ? seen : null, null, null);
      }
      case ImageToImageInput.Source.Images(Tensor pixels) -> {
        Vae.Moments moments = codec.encode(pixels, context);
        Tensor latents = expand(codec.sample(moments, input.noise(), context), images);
        Tensor mode = expand(moments.mean(), images);
        Tensor seen = config.scaledImageLatents() ? config.latents().scale(mode) : mode;
        yield new Start(latents, sees ? seen : null, expand(pixels, images), mode);
      }
    };
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
}
