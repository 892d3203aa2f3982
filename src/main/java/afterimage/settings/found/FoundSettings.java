package afterimage.settings.found;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.MaskSettings;
import afterimage.engine.Parameters;
import afterimage.engine.RefineSettings;
import afterimage.engine.SamplerNames;
import afterimage.engine.SettingsText;
import afterimage.image.PictureMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a picture says it was made. What it does not say is null, but for prompts, which are empty.
 *
 * @param program that wrote it, for people
 * @param namedSeed as it is written, any 64 bits
 * @param steps at least 1
 * @param guidance scale
 * @param strength in (0, 1]
 * @param aestheticScore 1 to 10
 * @param negativeAestheticScore 1 to 10
 * @param sampler as the program calls it
 * @param schedule of noise levels as the program calls it, where it is not part of the sampler
 * @param model as the program calls it
 * @param vae that took the place of the model's own, by its file's name
 * @param mask what was refined of a masked picture, or null
 * @param pairs all that our own pictures say, by the keys of {@link Parameters}; empty for others
 * @param alike what else another program's picture says by a key of {@link Parameters} in its
 *     meaning
 * @param embeddings that its prompts call, each with the hash of its file
 */
public record FoundSettings(
    String program,
    String prompt,
    String negativePrompt,
    @Nullable Long namedSeed,
    @Nullable Integer steps,
    @Nullable Double guidance,
    @Nullable Double strength,
    @Nullable Double aestheticScore,
    @Nullable Double negativeAestheticScore,
    @Nullable String sampler,
    @Nullable String schedule,
    @Nullable String model,
    @Nullable String vae,
    @Nullable MaskSettings mask,
    Map<String, String> pairs,
    Map<String, String> alike,
    Map<String, String> embeddings) {

  /** Values out of their ranges count as not said. */
  public FoundSettings {
    prompt = prompt.strip();
    negativePrompt = negativePrompt.strip();
    steps = steps != null && steps >= 1 && steps <= 1000 ? steps : null;
    guidance = within(guidance, 0, 100);
    strength = strength != null && strength > 0 ? within(strength, 0, 1) : null;
    aestheticScore = within(aestheticScore, 0, 10);
    negativeAestheticScore = within(negativeAestheticScore, 0, 10);
    pairs = Map.copyOf(pairs);
    alike = Map.copyOf(alike);
    embeddings = Map.copyOf(embeddings);
  }

  /** Of another program. */
  FoundSettings(
      String program,
      String prompt,
      String negativePrompt,
      @Nullable Long seed,
      @Nullable Integer steps,
      @Nullable Double guidance,
      @Nullable Double strength,
      @Nullable Double aestheticScore,
      @Nullable Double negativeAestheticScore,
      @Nullable String sampler,
      @Nullable String schedule,
      @Nullable String model) {
    this(
        program,
        prompt,
        negativePrompt,
        seed,
        steps,
        guidance,
        strength,
        aestheticScore,
        negativeAestheticScore,
        sampler,
        schedule,
        model,
        null,
        null,
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** What a picture's metadata say; nothing if they say nothing of use. */
  public static Optional<FoundSettings> in(PictureMetadata metadata) {
    return Optional.ofNullable(Search.of(metadata.texts()).found());
  }

  boolean isOfUse() {
    return !prompt.isEmpty() || namedSeed != null || steps != null;
  }

  /**
   * The seed that a run here takes, in [0, 2^32), or null: the low 32 bits of larger ones. Those
   * are all that torch's generator on the processor takes from a seed (it fills a Mersenne Twister
   * with them), so that the noise is the same.
   */
  public @Nullable Long seed() {
    return namedSeed == null ? null : Long.valueOf(namedSeed & RefineSettings.MAX_SEED);
  }

  /** Whether only the low 32 bits of the seed are taken. */
  public boolean isSeedShortened() {
    return namedSeed != null && (namedSeed & ~RefineSettings.MAX_SEED) != 0;
  }

  /**
   * The sampler here that does the same as the one named, or null if none is named or none does.
   */
  public @Nullable String scheduler() {
    return sampler == null ? null : SamplerNames.of(sampler, schedule).orElse(null);
  }

  /** The ControlNet that steered it, by its file's name; null for none, or another program's. */
  public @Nullable String controlNet() {
    return pairs.get(SettingsText.CONTROL_NET);
  }

  /** The control picture, by its file's name; null where that was the picture that was refined. */
  public @Nullable String controlPicture() {
    return pairs.get(SettingsText.CONTROL_PICTURE);
  }

  /** The sampler and its schedule in another program's words, or null if none is named. */
  public @Nullable String namedSampler() {
    return sampler == null || schedule == null ? sampler : sampler + ", " + schedule;
  }

  /** Whether another program's sampler has no counterpart here, so that the usual one is used. */
  public boolean isSamplerUnknown() {
    return pairs.isEmpty() && sampler != null && scheduler() == null;
  }

  /** The embeddings with their hashes, by name, as {@code bad-hands (2f3a…)}; empty for none. */
  public String namedEmbeddings() {
    return embeddings.entrySet().stream()
        .map(embedding -> embedding.getKey() + " (" + embedding.getValue() + ")")
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * Settings with what was found in place of their own. What our own pictures do not say was as
   * usual.
   */
  public RefineSettings onto(RefineSettings settings) {
    RefineSettings said = said(settings);
    return pairs.isEmpty()
        ? Parameters.read(alike, said)
        : Parameters.read(pairs, said.withScheduler(null).withAdvanced(AdvancedSettings.DEFAULT));
  }

  private RefineSettings said(RefineSettings settings) {
    return new RefineSettings(
        prompt,
        negativePrompt,
        Objects.requireNonNullElse(strength, settings.strength()),
        Objects.requireNonNullElse(steps, settings.steps()),
        Objects.requireNonNullElse(guidance, settings.guidanceScale()),
        Objects.requireNonNullElse(aestheticScore, settings.aestheticScore()),
        Objects.requireNonNullElse(negativeAestheticScore, settings.negativeAestheticScore()),
        Objects.requireNonNullElse(seed(), settings.seed()),
        scheduler() == null ? settings.scheduler() : scheduler(),
        mask == null ? settings.advanced() : settings.advanced().withMask(mask));
  }

  private static @Nullable Double within(@Nullable Double value, double from, double to) {
    return value != null && value >= from && value <= to ? value : null;
  }
}
