package afterimage.diffusion.pipeline;

import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.Truncation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.RefineListener.Phase;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.Arrays;

/**
 * Text-to-image with SDXL's conditioning, step by step as diffusers' {@code
 * StableDiffusionXLPipeline}: words, and noise to begin with.
 */
public final class TextToImagePipeline {
  private final PromptEncoder promptEncoder;
  private final UNet unet;
  private final PipelineConfig config;
  private final LatentCodec codec;

  /** A pipeline over networks that stay the caller's to close. */
  public TextToImagePipeline(
      PromptEncoder promptEncoder, UNet unet, Vae vae, PipelineConfig config) {
    this.promptEncoder = promptEncoder;
    this.unet = unet;
    this.config = config;
    this.codec = new LatentCodec(vae, config.latents());
  }

  /**
   * Runs once.
   *
   * @param scheduler fresh or used; its run begins anew
   * @throws EngineException if no step is left to run, the model only refines, or a network fails
   */
  public PipelineOutput run(TextToImageInput input, Scheduler scheduler, RunContext context)
      throws EngineException, CancelledException {
    if (config.aestheticScore() || unet.inChannels() != config.latents().channels()) {
      throw new EngineException(
          Messages.of("diffusion.refines"), Messages.of("diffusion.refines.remedy"));
    }
    Guidance guidance = input.guidance();
    int images = input.prompts().images();

    // 1. Words.
    context.listener().phase(Phase.ENCODING_PROMPT);
    PromptEncoder.Sides words = promptEncoder.encode(input.prompts(), guidance.isOn(), context);

    // 2. The part of the schedule that runs.
    scheduler.setTimesteps(input.steps());
    context.traceSigmas(scheduler);
    Truncation part =
        input.denoisingEnd() == null
            ? Truncation.all(scheduler)
            : Truncation.denoisingEnd(scheduler, input.denoisingEnd());
    if (part.count() == 0) {
      throw new EngineException(
          Messages.of("diffusion.noStep.end", String.valueOf(input.denoisingEnd())),
          Messages.of("diffusion.noStep.end.remedy"));
    }
    double[] timesteps = Arrays.copyOf(scheduler.timesteps(), part.count());
    scheduler.setBeginIndex(0);

    // 3. Noise.
    LatentSpace space = config.latents();
    Tensor latents =
        input
            .noise()
            .normal(
                images,
                space.channels(),
                input.height() / space.factor(),
                input.width() / space.factor());
    context.trace().put("noise_init", latents);
    latents = scaled(latents, scheduler.initNoiseSigma());

    // 4. Conditioning.
    TimeIds ids =
        TimeIds.ofTextToImage(
            input.size(),
            input.negativeSize(),
            new SizeCondition.Extent(input.height(), input.width()));
    UNet.Conditioning conditioning =
        words.conditioning(ids.batch(images, guidance.isOn()), context.trace());

    // 5. Denoising.
    context.listener().phase(Phase.DENOISING);
    Tensor result =
        new Denoiser(unet, scheduler, guidance, conditioning, null, null, input.noise())
            .run(latents, timesteps, context);

    // 6. The picture.
    if (!input.decode()) {
      return new PipelineOutput(result, null);
    }
    context.listener().phase(Phase.DECODING);
    return new PipelineOutput(result, codec.decode(result, null, context));
  }

  private static Tensor scaled(Tensor noise, double sigma) {
    Tensor scaled = noise.copy();
    float factor = (float) sigma;
    for (int i = 0; i < scaled.data().length; i++) {
      scaled.data()[i] *= factor;
    }
    return scaled;
  }
}
