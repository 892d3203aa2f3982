package afterimage.bundle;

import afterimage.engine.EngineException;
import java.nio.file.Path;

/**
 * What {@code unet/config.json} says that its graph cannot.
 *
 * @param inChannels of the sample
 * @param outChannels of the prediction
 * @param downsamplings how often the resolution is halved
 */
public record UNetConfig(int inChannels, int outChannels, int downsamplings) {

  static UNetConfig read(Path file) throws EngineException {
    JsonFile json = JsonFile.read(file);
    int levels = json.requiredLength("block_out_channels");
    if (levels > 12) {
      throw json.wrong("block_out_channels", "a list of at most 12 levels");
    }
    return new UNetConfig(
        json.requiredPositive("in_channels"), json.requiredPositive("out_channels"), levels - 1);
  }
}
