package afterimage.cli;

import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.Parameters;
import afterimage.engine.RefineSettings;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.settings.found.FoundSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how to refine; what is absent is the model's own choice. */
final class SettingsOptions {
  @Option(
      names = {"-s", "--strength"},
      paramLabel = "SHARE",
      converter = Share.class,
      description =
          "How far the result may depart from the source: 0 to 1, or a percentage such as 30%%.")
  private @Nullable Double strength;

  @Mixin private BaseOptions base = new BaseOptions();

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  private final ParameterOptions ofPictures = new ParameterOptions(Parameters.ofPictures());

  @Mixin CommandSpec ofPicturesSpec = ofPictures.spec();

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "A mask: a picture that is white where the source may change.")
  private @Nullable Path mask;

  @Option(
      names = "--mask-blur",
      paramLabel = "PIXELS",
      description = "How far to feather the mask's edges. Default: 4.")
  private int maskBlur = Mask.DEFAULT_BLUR;

  /**
   * The settings for a model.
   *
   * @param notices gets what a picture's settings are not taken over as
   * @throws IllegalArgumentException naming the value that this model or any model can't have
   * @throws PictureException if settings come from a picture that cannot be read
   */
  RefineSettings settings(ModelInfo model, Consumer<String> notices) throws PictureException {
    ModelInfo begun = model.withDefaults(base.on(model.defaults()));
    FoundSettings found = base.found();
    double share = Objects.requireNonNullElse(strength, begun.defaults().strength());
    RefineSettings sampled = ofPictures.onto(sampling.settings(begun, share, false));
    if (found != null && found.isSamplerUnknown() && !sampling.hasScheduler()) {
      notices.accept(
          "The picture's sampler '%s' has no counterpart here; the usual one is used."
              .formatted(found.namedSampler()));
    }
    if (found != null && !found.embeddings().isEmpty()) {
      notices.accept(
          "The picture was made with embeddings, which are used if they are found here: %s."
              .formatted(found.namedEmbeddings()));
    }
    if (found == null || sampling.hasSeed()) {
      return sampled;
    }
    Long seed = found.seed();
    Long named = found.namedSeed();
    if (seed == null || named == null) {
      return sampled;
    }
    if (found.isSeedShortened()) {
      notices.accept(
          ("The seed %s has more than 32 bits; %d is used, its low 32 bits, as PyTorch does on the"
                  + " processor.")
              .formatted(Long.toUnsignedString(named), seed));
    }
    return sampled.withSeed(seed);
  }

  /**
   * What the picture says that settings come from, or null.
   *
   * @throws PictureException if that picture cannot be read
   */
  @Nullable FoundSettings found() throws PictureException {
    return base.found();
  }

  /**
   * The mask, or null for none.
   *
   * @throws PictureException if its file is not a picture
   * @throws IllegalArgumentException if its blur is out of its range, or it is missed
   */
  @Nullable Mask mask() throws PictureException {
    if (mask == null && ofPictures.has("mask-crop")) {
      throw new IllegalArgumentException("--mask-crop needs a --mask");
    }
    return mask == null ? null : new Mask(PictureReader.read(mask).picture(), maskBlur);
  }

  /** Whether a preset or a picture sets steps, sampler and guidance. */
  boolean haveABase() {
    return base.areGiven();
  }

  /** Whether a score was asked for. */
  boolean asksForAesthetics() {
    return sampling.asksForAesthetics();
  }
}
