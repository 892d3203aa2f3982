package afterimage.bundle;

import afterimage.engine.EngineException;
import java.nio.file.Path;

/**
 * What {@code unet/config.json} says that its graph cannot.
 *
 * @param inChannels of the sample
 * @param outChannels of the prediction
 * @param downsamplings how often the resolution is halved
 * @param sampleSize side of the latents that it was made for
 */
public record UNetConfig(int inChannels, int outChannels, int downsamplings, int sampleSize) {

  /** SDXL's, in latents. */
  private static final int USUAL_SAMPLE = 128;

  private static final int MAX_LEVELS = 12;

  static UNetConfig read(Path file) throws EngineException {
    JsonFile json = JsonFile.read(file);
    int levels = json.requiredLength("block_out_channels");
    if (levels > MAX_LEVELS) {
      throw json.wrong("bundle.wrong.levels", "block_out_channels", MAX_LEVELS);
    }
    return new UNetConfig(
        json.requiredWhole("in_channels", Limits.CHANNELS),
        json.requiredWhole("out_channels", Limits.CHANNELS),
        levels - 1,
        json.whole("sample_size", 1, Limits.SIDE, USUAL_SAMPLE));
  }
}
