package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says of a file that is no known checkpoint what it seems to be. */
final class Unknown {
  private static final String TAKE = "Take an SDXL refiner or base checkpoint.";

  private Unknown() {}

  static EngineException describe(Path path, Stored stored) {
    List<String> keys =
        stored.headers().stream()
            .map(SafetensorsHeader::tensors)
            .flatMap(tensors -> tensors.keySet().stream())
            .toList();
    if (keys.stream().anyMatch(key -> key.contains("lora_") || key.contains(".lora."))) {
      return new EngineException(
          "The file " + path + " is a LoRA: an addition to a model, not a model.", TAKE);
    }
    if (keys.stream().anyMatch(key -> key.startsWith("cond_stage_model."))) {
      return new EngineException(
          "The file " + path + " is a Stable Diffusion 1 or 2 checkpoint, which is not supported.",
          TAKE);
    }
    if (keys.stream().anyMatch(key -> key.startsWith("control_model."))) {
      return new EngineException("The file " + path + " is a ControlNet, not a model.", TAKE);
    }
    if (!stored.parts().isEmpty()) {
      String found =
          stored.parts().keySet().stream().map(Part::label).collect(Collectors.joining(", "));
      return new EngineException(
          "The checkpoint " + path + " holds only a part of a model: " + found + ".",
          "Take the whole checkpoint: UNet, VAE and text encoders.");
    }
    String some = keys.stream().limit(3).collect(Collectors.joining(", "));
    return new EngineException(
        "The file "
            + path
            + " is no checkpoint of a known kind; its keys begin with "
            + (some.isEmpty() ? "nothing" : some)
            + ".",
        TAKE);
  }
}
