package afterimage.cli;

import afterimage.engine.RefineSettings;
import afterimage.file.PathText;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.settings.Preset;
import afterimage.settings.PresetFolder;
import afterimage.settings.found.FoundSettings;
import afterimage.settings.found.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where settings begin, if not at the model's own: a preset, or a picture that carries some. */
final class BaseOptions {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "A preset saved in the studio, or its JSON file. Other options override it.")
  private @Nullable String preset;

  @Option(
      names = "--settings-from",
      paramLabel = "PICTURE",
      description =
          "Take prompt, seed and settings from a picture made with A1111, ComfyUI, InvokeAI,"
              + " Fooocus or Afterimage.")
  private @Nullable Path picture;

  private @Nullable FoundSettings found;

  /** Whether settings begin with somebody's choice. */
  boolean areGiven() {
    return preset != null || picture != null;
  }

  /**
   * The settings to begin with.
   *
   * @param defaults the model's own
   * @throws PictureException if the picture cannot be read
   * @throws IllegalArgumentException if there is no such preset, or the picture says nothing
   */
  RefineSettings on(RefineSettings defaults) throws PictureException {
    RefineSettings base = preset == null ? defaults : preset(preset).settings();
    FoundSettings settings = found();
    return settings == null ? base : settings.onto(base);
  }

  /** What the picture says, or null if none was named. */
  @Nullable FoundSettings found() throws PictureException {
    if (found == null && picture != null) {
      found = found(picture);
    }
    return found;
  }

  private static FoundSettings found(Path picture) throws PictureException {
    Search search = Search.in(PictureReader.read(picture).metadata());
    FoundSettings found = search.found();
    if (found == null) {
      throw new IllegalArgumentException(
          picture
              + switch (search.obstacle()) {
                case TOO_LONG -> " contains settings that are too long to be valid";
                case DAMAGED -> " contains settings that are damaged";
                case null -> " contains no settings of a program that Afterimage supports";
              });
    }
    return found;
  }

  private static Preset preset(String name) {
    PresetFolder folder = PresetFolder.current();
    try {
      return PresetFolder.read(
          PathText.find(name)
              .filter(file -> Files.exists(file) && !Files.isDirectory(file))
              .orElseGet(() -> folder.fileOf(name)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "unknown preset '%s': use %s, or a JSON file (%s)"
              .formatted(
                  name,
                  folder.all().isEmpty()
                      ? "one that was saved in the studio"
                      : String.join(", ", folder.all().stream().map(Preset::name).toList()),
                  e.getMessage()),
          e);
    }
  }
}
