package afterimage.settings;

import afterimage.engine.RefineSettings;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Settings with a name, to use again and to share. The seed counts as none.
 *
 * @param name for people
 * @param model the name of the model they were made with, may be empty
 * @param settings all but the seed
 */
public record Preset(String name, String model, RefineSettings settings) {

  /** What a file left out is mended; settings it must have. */
  public Preset {
    name = name == null || name.isBlank() ? "Preset" : asFilesHaveIt(name.strip());
    model = Objects.requireNonNullElse(model, "");
    if (settings == null) {
      throw new IllegalArgumentException("a preset without settings");
    }
    settings = settings.withSeed(0);
  }

  /** Half a character, as a cut text may end in, is none in a file. */
  private static String asFilesHaveIt(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
