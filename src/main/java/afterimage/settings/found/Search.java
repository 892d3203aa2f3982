package afterimage.settings.found;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.PictureMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A look at the texts of a picture for settings of any program. Texts are strangers': whatever is
 * wrong with them, nothing comes of it but that nothing is found.
 *
 * @param found the first that is of use, or null
 * @param obstacle what kept something from being read, or null if there was nothing else to read
 */
public record Search(@Nullable FoundSettings found, @Nullable Obstacle obstacle) {
  /** Characters; the graphs of large workflows have some hundred thousand. */
  static final int MAX_LENGTH = 4_000_000;

  private static final List<Function<Map<String, String>, Optional<FoundSettings>>> READERS =
      List.of(InvokeAiSettings::in, FooocusSettings::in, A1111Settings::in, ComfyUiSettings::in);

  /** The keywords of the texts that hold settings. */
  private static final Set<String> READ =
      Set.of(PictureMetadata.PARAMETERS, ComfyUiSettings.KEYWORD, InvokeAiSettings.KEYWORD);

  /** Why a text was not read. */
  public enum Obstacle {
    /** It is longer than settings can be. */
    TOO_LONG,
    /** It is damaged, or made to harm. */
    DAMAGED
  }

  /** Looks at a picture's metadata. */
  public static Search in(PictureMetadata metadata) {
    return of(metadata.texts());
  }

  static Search of(Map<String, String> all) {
    Map<String, String> texts = new HashMap<>(all);
    texts.keySet().retainAll(READ);
    boolean longer = texts.values().removeIf(text -> text.length() > MAX_LENGTH);
    Obstacle obstacle = longer ? Obstacle.TOO_LONG : null;
    for (Function<Map<String, String>, Optional<FoundSettings>> reader : READERS) {
      try {
        FoundSettings found = Guard.call(() -> reader.apply(texts)).orElse(null);
        if (found != null && found.isOfUse()) {
          return new Search(found, null);
        }
      } catch (GuardException e) {
        obstacle = Obstacle.DAMAGED;
      }
    }
    return new Search(null, obstacle);
  }
}
