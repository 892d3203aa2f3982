package afterimage.bundle;

import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The autoencoder's {@code config.json}: what its latents are like. */
final class VaeFile {
  private static final double STABLE_DIFFUSION_SCALING = 0.18215;
  private static final int MAX_LEVELS = 8;

  private VaeFile() {}

  /** Reads the decoder's file, the encoder's, or the one that both halves share in diffusers. */
  static LatentSpace read(Path folder) throws EngineException {
    for (String part : new String[] {"vae_decoder", "vae_encoder", "vae"}) {
      Path file = folder.resolve(part).resolve("config.json");
      if (!Files.notExists(file)) {
        return latents(JsonFile.read(file));
      }
    }
    return latents(JsonFile.read(folder.resolve("vae_decoder").resolve("config.json")));
  }

  private static LatentSpace latents(JsonFile json) throws EngineException {
    int levels = json.requiredLength("block_out_channels");
    if (levels > MAX_LEVELS) {
      throw json.wrong("bundle.wrong.most", "block_out_channels", MAX_LEVELS);
    }
    int channels = json.requiredWhole("latent_channels", Limits.CHANNELS);
    double scaling = json.number("scaling_factor", STABLE_DIFFUSION_SCALING);
    if (!(scaling > 0) || !Double.isFinite(scaling)) {
      throw json.wrong("bundle.wrong.positive", "scaling_factor");
    }
    float[] mean = json.numbers("latents_mean");
    float[] std = json.numbers("latents_std");
    if (mean != null && mean.length != channels) {
      throw json.wrong("bundle.wrong.length", "latents_mean", channels);
    }
    if (std != null && std.length != channels) {
      throw json.wrong("bundle.wrong.length", "latents_std", channels);
    }
    boolean both = mean != null && std != null;
    return new LatentSpace(
        channels, 1 << (levels - 1), scaling, both ? mean : null, both ? std : null);
  }
}
