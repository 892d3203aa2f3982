package afterimage.ui.film;

import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.util.Arrays;
import java.util.Locale;

/**
 * Words that are looked for, in any order and case.
 *
 * @param query as it was typed
 */
public record VersionSearch(String query) {

  /** Looks for nothing and finds everything. */
  public static final VersionSearch ALL = new VersionSearch("");

  /** Whether a version's prompts, model or seed have all words. */
  public boolean finds(Version version) {
    return hasAll(
        String.join(
            " ",
            version.settings().prompt(),
            version.settings().negativePrompt(),
            version.model(),
            String.valueOf(version.settings().seed())));
  }

  /** Whether a picture's name has all words, or one of its versions is found. */
  public boolean finds(Source source) {
    return hasAll(source.name()) || source.versions().stream().anyMatch(this::finds);
  }

  private boolean hasAll(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .allMatch(lower::contains);
  }
}
