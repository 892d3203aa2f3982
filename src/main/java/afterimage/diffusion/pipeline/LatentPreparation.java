package afterimage.diffusion.pipeline;

import afterimage.diffusion.pipeline.DiffusionInput.Entry;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.RefineListener.Phase;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what the denoising loop begins with: latents with the noise of the first timestep, and what
 * the UNet sees beside them. Draws in diffusers' order, so that a seed means the same picture.
 *
 * @param codec of the model
 * @param config of the model
 * @param input what the UNet sees
 */
record LatentPreparation(LatentCodec codec, PipelineConfig config, UNetInput input) {
  private static final int CHANNELS = 3;

  /** Prepares a run whose first step is at {@code timestep}. */
  PreparedLatents prepare(
      DiffusionInput run, Scheduler scheduler, double timestep, RunContext context)
      throws EngineException, CancelledException {
    return switch (run.start()) {
      case DiffusionInput.Start.Noise(int height, int width) -> {
        int factor = config.latents().factor();
        int channels = config.latents().channels();
        Tensor noise =
            run.noise().normal(run.prompts().images(), channels, height / factor, width / factor);
        context.trace().put("noise_init", noise);
        yield new PreparedLatents(scaled(noise, scheduler.initNoiseSigma()), null, null, null);
      }
      case DiffusionInput.Start.Latents(Tensor given, _) -> {
        context.listener().phase(Phase.ENCODING_PICTURE);
        Tensor clean = expand(given, run);
        yield noisy(
            run,
            new Source(clean, config.latents().unscale(clean), null),
            scheduler,
            timestep,
            context);
      }
      case DiffusionInput.Start.Images(Tensor pixels, Entry entry) -> {
        context.listener().phase(Phase.ENCODING_PICTURE);
        yield noisy(run, source(run, pixels, entry, context), scheduler, timestep, context);
      }
    };
  }

  /**
   * What a run starts from.
   *
   * @param clean scaled latents without noise, one a picture to make
   * @param likeliest the same unscaled; of pictures, the mode of their distribution
   * @param picture the pictures, or null
   */
  private record Source(
      Tensor clean, Tensor likeliest, PreparedLatents.@Nullable Encoded picture) {}

  private Source source(DiffusionInput run, Tensor pixels, Entry entry, RunContext context)
      throws EngineException, CancelledException {
    double strength = entry instanceof Entry.Strength(double value) ? value : 1;
    Tensor originals = expand(pixels, run);
    if (input == UNetInput.WITH_MASK && isNoiseAlone(run)) {
      Tensor unused = Tensor.zeros(latentShape(originals));
      return new Source(unused, unused, new PreparedLatents.Encoded(originals, null, strength));
    }
    Vae.Moments moments = codec.encode(pixels, context);
    Tensor mode = expand(moments.mean(), run);
    return new Source(
        expand(codec.sample(moments, run.noise(), context), run),
        mode,
        new PreparedLatents.Encoded(originals, mode, strength));
  }

  private int[] latentShape(Tensor pictures) {
    int factor = config.latents().factor();
    return new int[] {
      pictures.dim(0),
      config.latents().channels(),
      pictures.dim(2) / factor,
      pictures.dim(3) / factor
    };
  }

  /** Adds the noise of the first timestep, which latents of another run's schedule have already. */
  private PreparedLatents noisy(
      DiffusionInput run, Source source, Scheduler scheduler, double timestep, RunContext context)
      throws EngineException, CancelledException {
    Tensor clean = source.clean;
    Tensor latents = clean;
    MaskedBlend repaint = null;
    if (run.entry() instanceof Entry.Strength) {
      Tensor noise = run.noise().normal(clean.shape());
      context.trace().put("noise_add", noise);
      latents =
          isNoiseAlone(run)
              ? scaled(noise, scheduler.initNoiseSigma())
              : scheduler.addNoise(clean, noise, timestep);
      RepaintMask mask = run.mask();
      repaint =
          mask == null || input == UNetInput.WITH_MASK
              ? null
              : new MaskedBlend(mask.latents(), clean, noise);
    }
    return new PreparedLatents(latents, beside(run, source, context), repaint, source.picture);
  }

  /** A masked run of full strength starts from noise alone, as nothing of the source is to stay. */
  private boolean isNoiseAlone(DiffusionInput run) {
    boolean masked =
        input == UNetInput.WITH_MASK || (input == UNetInput.LATENTS && run.mask() != null);
    return masked && run.entry() instanceof Entry.Strength(double value) && value == 1;
  }

  private @Nullable Tensor beside(DiffusionInput run, Source source, RunContext context)
      throws EngineException, CancelledException {
    return switch (input) {
      case LATENTS -> {
        if (run.mask() != null
            && run.start() instanceof DiffusionInput.Start.Images(Tensor pixels, _)) {
          run.noise().normal(latentShape(pixels)); // For the masked picture, which nobody sees.
        }
        yield null;
      }
      case WITH_PICTURE ->
          config.scaledImageLatents() ? config.latents().scale(source.likeliest) : source.likeliest;
      case WITH_MASK -> maskAndPicture(run, source.clean, context);
    };
  }

  /** The mask, and the picture without what it covers: [pictures, 1 + channels, height, width]. */
  private Tensor maskAndPicture(DiffusionInput run, Tensor clean, RunContext context)
      throws EngineException, CancelledException {
    int factor = config.latents().factor();
    Tensor pictures =
        run.start() instanceof DiffusionInput.Start.Images(Tensor pixels, _)
            ? pixels
            : Tensor.zeros(clean.dim(0), CHANNELS, clean.dim(2) * factor, clean.dim(3) * factor);
    RepaintMask given = run.mask();
    RepaintMask mask =
        given == null ? RepaintMask.everywhere(pictures.dim(2), pictures.dim(3), factor) : given;
    Tensor hidden = mask.hiddenLatents(factor);
    Tensor seen = codec.encodeMasked(mask.without(pictures), run.noise(), context);
    context.trace().put("mask_latent", hidden);
    context.trace().put("masked_image_latents", seen);
    return Tensor.concat(1, List.of(hidden.repeat(clean.dim(0)), expand(seen, run)));
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
  private static Tensor expand(Tensor sources, DiffusionInput run) throws EngineException {
    int images = run.prompts().images();
    if (images % sources.dim(0) != 0) {
      throw new EngineException(
          Messages.of("diffusion.counts", sources.dim(0), images),
          Messages.of("diffusion.counts.remedy"));
    }
    return sources.repeat(images / sources.dim(0));
  }
}
