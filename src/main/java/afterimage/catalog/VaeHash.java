package afterimage.catalog;

import afterimage.engine.EngineException;
import afterimage.engine.ImageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How pictures name the VAE that they were made with. */
final class VaeHash {
  /** As many digits as A1111 writes. */
  private static final int DIGITS = 10;

  /** Digests of files as they were; reading a third of a gigabyte takes a second. */
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private VaeHash() {}

  /** The name of a VAE's file, and the first digits of its digest. */
  static ImageResult.Vae of(Path vae) {
    Path file = file(vae);
    String name = String.valueOf(vae.toAbsolutePath().normalize().getFileName());
    try {
      String state = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
      String hash = KNOWN.get(state);
      if (hash == null) {
        hash = PublishedFile.sha256(file).substring(0, DIGITS);
        KNOWN.put(state, hash);
      }
      return new ImageResult.Vae(name, hash);
    } catch (IOException | EngineException e) {
      return new ImageResult.Vae(name, ""); // The picture is there; only this is not known.
    }
  }

  /** The weights in a folder. */
  private static Path file(Path vae) {
    if (!Files.isDirectory(vae)) {
      return vae;
    }
    Path inside = Files.isDirectory(vae.resolve("vae")) ? vae.resolve("vae") : vae;
    try (Stream<Path> files = Files.list(inside)) {
      Optional<Path> weights =
          files.filter(file -> file.toString().endsWith(".safetensors")).sorted().findFirst();
      return weights.orElse(vae);
    } catch (IOException e) {
      return vae;
    }
  }
}
