package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A VAE that takes the place of a model's own: from a file of its own, whichever names its tensors
 * have, or from a whole checkpoint; from a folder in diffusers' layout, or that folder's {@code
 * vae}.
 *
 * @param path as it was given
 * @param weights of the VAE
 * @param headers of its files
 * @param config diffusers' configuration beside it, or null
 */
public record VaeSource(
    Path path, WeightSet weights, List<TensorFile> headers, @Nullable Path config) {

  /**
   * Reads the headers of its files.
   *
   * @throws EngineException if there is no VAE, or one that only paints previews
   */
  public static VaeSource read(Path path) throws EngineException {
    return ForeignModel.open(
        path, () -> Files.isDirectory(path) ? ofFolder(path) : of(path, SingleFile.read(path)));
  }

  private static VaeSource ofFolder(Path folder) throws EngineException {
    Path inside = folder.resolve(Part.VAE.folder());
    return of(
        folder, DiffusersFolder.readOne(Files.isDirectory(inside) ? inside : folder, Part.VAE));
  }

  private static VaeSource of(Path path, StoredTensors stored) throws EngineException {
    @Nullable WeightSet vae = stored.parts().get(Part.VAE);
    if (vae == null) {
      if (stored.parts().containsKey(Part.TINY_VAE)) {
        throw new EngineException(
            Messages.of("checkpoint.vae.tiny", path), Messages.of("checkpoint.vae.tiny.remedy"));
      }
      throw new EngineException(
          Messages.of("checkpoint.vae.none", path), Messages.of("checkpoint.vae.none.remedy"));
    }
    Checkpoint.requireBounds(stored);
    Path config = stored.headers().getFirst().file().resolveSibling("config.json");
    return new VaeSource(path, vae, stored.headers(), isOfVae(config) ? config : null);
  }

  /** Any program may have put a file of that name beside a VAE. */
  private static boolean isOfVae(Path config) {
    try {
      return Files.isRegularFile(config)
          && Sidecars.read(config).path("_class_name").asString("").startsWith("Autoencoder");
    } catch (EngineException e) {
      return false;
    }
  }
}
