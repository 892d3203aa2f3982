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
 * (from noise), {@code StableDiffusionXLImg2ImgPipeline} (from pictures or latents) and {@code
 * StableDiffusionXLInpaintPipeline} (with a mask, or a UNet that wants one).
 */
public final class DiffusionPipeline {
  private final PromptEncoder promptEncoder;
  private final UNet unet;
  private final @Nullable ControlNet controlNet;
  private final Vae vae;
  private final PipelineConfig config;
  private final LatentCodec codec;
  private final LatentPreparation preparation;

  /**
   * A pipeline over networks that stay the caller's to close.
   *
   * @param controlNet that steers the UNet, which takes what it gives; or null
   */
  public DiffusionPipeline(
      PromptEncoder promptEncoder,
      UNet unet,
      @Nullable ControlNet controlNet,
      Vae vae,
      PipelineConfig config) {
    this.promptEncoder = promptEncoder;
    this.unet = unet;
    this.controlNet = controlNet;
    this.vae = vae;
    this.config = config;
    this.codec = new LatentCodec(vae, config.latents());
    this.preparation = new LatentPreparation(codec, config, inputOf(unet, config));
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
    PreparedLatents prepared = preparation.prepare(input, scheduler, timesteps[0], context);

    // 4. Conditioning.
    UNet.Conditioning conditioning =
        words.conditioning(
            timeIds(input, prepared.latents()).batch(images, guidance.isOn()), context.trace());

    // 5. Denoising.
    context.listener().phase(Phase.DENOISING);
    Tensor result =
        new Denoiser(
                unet,
                scheduler,
                guidance,
                conditioning,
                prepared.beside(),
                prepared.repaint(),
                control(input),
                input.noise())
            .run(prepared.latents(), timesteps, context);

    // 6. The picture.
    if (!input.decode()) {
      return new PipelineOutput(result, null);
    }
    context.listener().phase(Phase.DECODING);
    Tensor decoded = codec.decode(result, prepared.original(vae), context);
    return new PipelineOutput(result, withDetail(decoded, input.keepDetail(), prepared, context));
  }

  private @Nullable Control control(DiffusionInput input) {
    if (controlNet == null) {
      return null;
    }
    ControlInput given = input.control();
    if (given == null) {
      throw new IllegalArgumentException("a ControlNet without a control picture");
    }
    return new Control(controlNet, given);
  }

  private static UNetInput inputOf(UNet unet, PipelineConfig config) {
    return UNetInput.of(unet.inChannels(), config.latents().channels())
        .orElseThrow(() -> new IllegalArgumentException("a UNet that no pipeline feeds"));
  }

  private void requireGenerator() throws EngineException {
    if (config.aestheticScore() || inputOf(unet, config) != UNetInput.LATENTS) {
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
    return switch (input.entry()) {
      case null ->
          end == null ? Truncation.all(scheduler) : Truncation.denoisingEnd(scheduler, end);
      case Entry.Strength(double value) ->
          Truncation.of(scheduler, input.steps(), value, null, end);
      case Entry.DenoisingStart(double share) ->
          Truncation.of(scheduler, input.steps(), 1, share, end);
    };
  }

  private static EngineException noStep(DiffusionInput input) {
    int steps = input.steps();
    return switch (input.entry()) {
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
      Tensor images, double keepDetail, PreparedLatents prepared, RunContext context)
      throws EngineException, CancelledException {
    PreparedLatents.Encoded picture = prepared.picture();
    if (picture == null) {
      return images;
    }
    DetailRestoration detail = new DetailRestoration(keepDetail, picture.strength());
    Tensor latents = picture.latents();
    if (!detail.isOn() || latents == null) {
      return images;
    }
    Tensor reconstruction = vae.decode(latents, prepared.original(vae), context.cancellation());
    return detail.apply(images, reconstruction, picture.originals());
  }
}
