package afterimage.ui.blind;

import afterimage.engine.RefineSettings;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of two pictures that are compared.
 *
 * @param id of the version, or {@value #ORIGINAL}
 * @param file its pixels
 * @param model that made it; empty for the original
 * @param settings how; null for the original
 */
record Contender(String id, Path file, String model, @Nullable RefineSettings settings) {
  static final String ORIGINAL = "original";

  Contender {
    model = Objects.requireNonNullElse(model, "");
  }

  static Contender of(Source source) {
    return new Contender(ORIGINAL, source.file(), "", null);
  }

  static Contender of(Version version) {
    return new Contender(version.id(), version.file(), version.model(), version.settings());
  }
}
