package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of a file that is no known checkpoint what it seems to be. */
final class UnrecognisedCheckpoint {
  /** As {@code checkpoint.embedding} reads them. */
  private static final Set<String> EMBEDDING =
      Set.of("clip_l", "clip_g", "text_encoders_0", "text_encoders_1", "emb_params");

  private UnrecognisedCheckpoint() {}

  static EngineException describe(Path path, StoredTensors stored) {
    List<String> keys =
        stored.headers().stream()
            .map(TensorFile::tensors)
            .flatMap(tensors -> tensors.keySet().stream())
            .toList();
    if (keys.stream().anyMatch(key -> key.contains("lora_") || key.contains(".lora."))) {
      return new EngineException(
          Messages.of("checkpoint.unknown.lora", path), Messages.of("checkpoint.take"));
    }
    if (!keys.isEmpty() && keys.stream().allMatch(EMBEDDING::contains)) {
      return new EngineException(
          Messages.of("checkpoint.unknown.embedding", path), Messages.of("checkpoint.take"));
    }
    if (keys.stream().anyMatch(key -> key.startsWith("cond_stage_model."))) {
      return new EngineException(
          Messages.of("checkpoint.unknown.older", path), Messages.of("checkpoint.take"));
    }
    if (keys.stream().anyMatch(key -> isOfControlNet(key))) {
      return new EngineException(
          Messages.of("checkpoint.unknown.controlnet", path), Messages.of("checkpoint.take"));
    }
    if (!stored.parts().isEmpty()) {
      String found =
          stored.parts().keySet().stream().map(Part::label).collect(Collectors.joining(", "));
      return new EngineException(
          Messages.of("checkpoint.unknown.part", path, found),
          Messages.of("checkpoint.unknown.part.remedy"));
    }
    String some = keys.stream().limit(3).collect(Collectors.joining(", "));
    return new EngineException(
        Messages.of(some.isEmpty() ? "checkpoint.unknown.empty" : "checkpoint.unknown", path, some),
        Messages.of("checkpoint.take"));
  }

  private static boolean isOfControlNet(String key) {
    return key.startsWith("control_model.") || BareUNet.isOfControlNet(key);
  }
}
