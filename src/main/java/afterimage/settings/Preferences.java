package afterimage.settings;

import afterimage.file.PathText;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the user has decided about the program as a whole.
 *
 * @param language of the studio
 * @param memoryGigabytes that the program may use for models, or null for all that is free
 * @param cardGigabytes that it may use of a graphics card's memory, or null for most of it
 * @param modelsFolder where models are looked for besides the program's own places, or null
 * @param sessionFolder where queue, session and versions are kept, or null for the platform's place
 * @param previewDecoder the file that paints previews, or null for none
 * @param introduced whether the cards of the first start have been seen
 * @param seedLocked whether runs keep the seed
 * @param keys the studio's keys that are not the usual ones, a key's name for a command's
 * @param vaes what takes the place of models' own VAEs, a file's path for a model's
 */
@RecordBuilder
public record Preferences(
    Language language,
    @Nullable Integer memoryGigabytes,
    @Nullable Integer cardGigabytes,
    @Nullable String modelsFolder,
    @Nullable String sessionFolder,
    @Nullable String previewDecoder,
    boolean introduced,
    boolean seedLocked,
    Map<String, String> keys,
    Map<String, String> vaes)
    implements PreferencesBuilder.With {

  /** What a new user starts with. */
  public static final Preferences DEFAULTS =
      new Preferences(
          Language.AUTO, null, null, null, null, null, false, false, Map.of(), Map.of());

  private static final int BITS_OF_A_GIGABYTE = 30;

  /** Fills what a file left out and mends what no file should say. */
  public Preferences {
    language = Objects.requireNonNullElse(language, Language.AUTO);
    memoryGigabytes = positive(memoryGigabytes);
    cardGigabytes = positive(cardGigabytes);
    modelsFolder = PathText.orNull(modelsFolder);
    sessionFolder = PathText.orNull(sessionFolder);
    previewDecoder = PathText.orNull(previewDecoder);
    keys = keys == null ? Map.of() : Map.copyOf(keys);
    vaes = vaes == null ? Map.of() : Map.copyOf(vaes);
  }

  /** With another VAE for a model, or with its own again where that is null. */
  public Preferences withVae(String model, @Nullable String vae) {
    Map<String, String> all = new HashMap<>(vaes);
    if (vae == null) {
      all.remove(model);
    } else {
      all.put(model, vae);
    }
    return withVaes(all);
  }

  public Preferences asIntroduced() {
    return withIntroduced(true);
  }

  /** In bytes; {@link Long#MAX_VALUE} where nothing is limited. */
  public long memoryBytes() {
    return bytes(memoryGigabytes);
  }

  /** In bytes; {@link Long#MAX_VALUE} for most of a graphics card's memory. */
  public long cardBytes() {
    return bytes(cardGigabytes);
  }

  private static @Nullable Integer positive(@Nullable Integer gigabytes) {
    return gigabytes == null || gigabytes < 1 ? null : gigabytes;
  }

  private static long bytes(@Nullable Integer gigabytes) {
    return gigabytes == null ? Long.MAX_VALUE : (long) gigabytes << BITS_OF_A_GIGABYTE;
  }

  /** Where queue, session and versions are kept. */
  public Path stateFolder(Path platform) {
    return sessionFolder == null ? platform : Path.of(sessionFolder);
  }
}
