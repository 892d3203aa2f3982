package afterimage.onnx;

import afterimage.diffusion.noise.BatchNoise;
import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.noise.PhiloxRandom;
import afterimage.diffusion.noise.TorchRandom;
import afterimage.diffusion.noise.VariedNoise;
import afterimage.diffusion.pipeline.Guidance;
import afterimage.diffusion.pipeline.PromptEmbedding;
import afterimage.diffusion.pipeline.Prompts;
import afterimage.diffusion.pipeline.SizeCondition;
import afterimage.diffusion.pipeline.SizeCondition.Extent;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.NoiseSettings;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.SizeSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's settings in the pipelines' terms.
 *
 * @param settings to translate
 */
record PipelineInputs(RefineSettings settings) {

  /**
   * The same prompts for {@code images} pictures; an empty negative prompt counts as none.
   *
   * @param embeddings that they may call
   */
  Prompts prompts(int images, List<PromptEmbedding> embeddings) {
    AdvancedSettings advanced = settings.advanced();
    String negative = settings.negativePrompt();
    String negative2 = advanced.negativePrompt2();
    boolean none = negative.isBlank() && (negative2 == null || negative2.isBlank());
    return new Prompts(
        List.of(settings.prompt()),
        none ? null : List.of(negative),
        one(advanced.prompt2()),
        none ? null : one(negative2),
        images,
        advanced.plainPrompts() ? Prompts.Syntax.PLAIN : Prompts.Syntax.WEIGHTED,
        advanced.clipSkip(),
        embeddings);
  }

  private static @Nullable List<String> one(@Nullable String prompt) {
    return prompt == null ? null : List.of(prompt);
  }

  Guidance guidance() {
    return new Guidance(
        settings.guidanceScale(),
        settings.advanced().guidanceRescale(),
        settings.advanced().guidanceInTwoCalls(),
        settings.advanced().guidanceInterval());
  }

  /** The prompt's sizes. */
  SizeCondition size() {
    SizeSettings sizes = settings.advanced().sizes();
    return new SizeCondition(
        extent(sizes.original()),
        extent(sizes.crop()),
        extent(sizes.target()),
        settings.aestheticScore());
  }

  /** The negative prompt's sizes. */
  SizeCondition negativeSize() {
    SizeSettings sizes = settings.advanced().sizes();
    return new SizeCondition(
        extent(sizes.negativeOriginal()),
        extent(sizes.negativeCrop()),
        extent(sizes.negativeTarget()),
        settings.negativeAestheticScore());
  }

  private static @Nullable Extent extent(@Nullable PixelSize size) {
    return size == null ? null : new Extent(size.height(), size.width());
  }

  private static Extent extent(SizeSettings.Corner corner) {
    return new Extent(corner.top(), corner.left());
  }

  /**
   * The settings' noise.
   *
   * @param starting how many draws come before those of the steps
   */
  NoiseSource noise(int starting) {
    return noise(settings.seed(), starting);
  }

  /** Noise for pictures {@code from} to {@code to} (exclusive), each with a seed of its own. */
  NoiseSource noise(int from, int to, int starting) {
    List<NoiseSource> sources = new ArrayList<>();
    for (int picture = from; picture < to; picture++) {
      sources.add(noise(settings.ofPicture(picture).seed(), starting));
    }
    return new BatchNoise(List.copyOf(sources));
  }

  private NoiseSource noise(long seed, int starting) {
    NoiseSettings noise = settings.advanced().noise();
    NoiseSource own = generator(seed);
    Long variation = noise.variationSeed();
    return variation == null || noise.variationStrength() == 0
        ? own
        : new VariedNoise(own, generator(variation), noise.variationStrength(), starting);
  }

  private NoiseSource generator(long seed) {
    return switch (settings.advanced().noise().generator()) {
      case CPU -> new TorchRandom(seed);
      case NV -> new PhiloxRandom(seed);
    };
  }
}
