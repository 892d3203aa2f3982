package afterimage.cli;

import afterimage.catalog.found.ControlNetFiles;
import afterimage.engine.EngineException;
import afterimage.file.PathText;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.settings.found.FoundSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that steer a model by a control picture; how strongly is a setting. */
final class ControlOptions {
  @Option(
      names = "--controlnet",
      paramLabel = "FILE|NAME",
      description =
          "A ControlNet for an SDXL base checkpoint: a .safetensors file, a folder in diffusers'"
              + " layout, or the name of one that is here.")
  private @Nullable String net;

  @Option(
      names = "--control-image",
      paramLabel = "PICTURE",
      description =
          "With --controlnet: the control picture, as the ControlNet was trained on: edges, depths,"
              + " a pose. It is not made here: use a program that makes such pictures. Default: the"
              + " picture to refine itself, as tile and blur ControlNets take it.")
  private @Nullable Path picture;

  /**
   * Checks what needs no file.
   *
   * @param generates whether there is no picture to refine
   * @throws IllegalArgumentException if one option lacks another
   */
  void requireWhole(boolean generates) {
    if (net == null && picture != null) {
      throw new IllegalArgumentException("--control-image needs --controlnet");
    }
    if (generates && net != null && picture == null) {
      throw new IllegalArgumentException("--controlnet needs --control-image");
    }
  }

  /**
   * The ControlNet that was named, or that of a picture that settings come from; null for none.
   *
   * @param recorded what that picture says, or null
   * @param notices told if that ControlNet cannot be used
   * @throws EngineException if the one that was named is not here
   */
  @Nullable Path net(
      CommandLineParts parts, @Nullable FoundSettings recorded, Consumer<String> notices)
      throws EngineException {
    ControlNetFiles files = new ControlNetFiles(parts.models(), parts.source().places());
    if (net != null) {
      return named(net, files);
    }
    return recorded == null ? null : recorded(recorded, files, notices);
  }

  private static Path named(String wanted, ControlNetFiles files) throws EngineException {
    Optional<Path> path = PathText.find(wanted).filter(Files::exists);
    if (path.isPresent()) {
      return path.get();
    }
    return files
        .find(wanted)
        .orElseThrow(
            () ->
                new EngineException(
                    "Unknown ControlNet '" + wanted + "': neither a path nor one that is here.",
                    "Check the path, or put the file into the folder 'controlnet' of a model"
                        + " folder."));
  }

  /** One that was steered by a picture of its own is not used with another. */
  private static @Nullable Path recorded(
      FoundSettings recorded, ControlNetFiles files, Consumer<String> notices) {
    String name = recorded.controlNet();
    if (name == null) {
      return null;
    }
    String other = recorded.controlPicture();
    if (other != null) {
      notices.accept(
          ("The picture was made with the ControlNet '%s' and the control picture '%s', and is"
                  + " refined without: name both with --controlnet and --control-image.")
              .formatted(name, other));
      return null;
    }
    Path found = files.find(name).orElse(null);
    if (found == null) {
      notices.accept("The picture's ControlNet '%s' was not found; none is used.".formatted(name));
    }
    return found;
  }

  /**
   * The control picture, or null for the picture to refine.
   *
   * @throws PictureException if its file is not a picture
   */
  @Nullable Path picture() throws PictureException {
    if (picture != null) {
      PictureReader.read(picture); // Told once, and not for every picture.
    }
    return picture;
  }
}
