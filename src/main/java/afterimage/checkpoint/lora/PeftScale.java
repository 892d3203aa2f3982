package afterimage.checkpoint.lora;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How strongly a LoRA in PEFT's naming counts: diffusers keeps that not beside the matrices but in
 * the file's metadata, as PEFT's configuration of each network.
 */
final class PeftScale {
  private static final String METADATA = "lora_adapter_metadata";

  /** Characters: enough for a few thousand layers, each of which is compared with each. */
  private static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode configuration;

  private PeftScale(JsonNode configuration) {
    this.configuration = configuration;
  }

  /**
   * Reads a file's metadata.
   *
   * @throws EngineException if it can't be read
   */
  static PeftScale of(SafetensorsHeader header) throws EngineException {
    String text = header.metadata().getOrDefault(METADATA, "{}");
    if (text.length() > MAX_BYTES) {
      throw new EngineException(
          Messages.of("checkpoint.lora.metadata", header.file()),
          Messages.of("checkpoint.lora.metadata.remedy"));
    }
    try {
      JsonNode configuration = JSON.readTree(text);
      return new PeftScale(configuration);
    } catch (JacksonException e) {
      throw new EngineException(
          Messages.of("checkpoint.lora.metadata", header.file()),
          Messages.of("checkpoint.lora.metadata.remedy"),
          e);
    }
  }

  /**
   * The factor for a layer: alpha over rank, 1 where nothing is said.
   *
   * @param layer by diffusers' name, that of its network before it
   */
  double of(String layer, long rank) {
    String network = layer.substring(0, layer.indexOf('.') + 1);
    String within = layer.substring(network.length());
    double alpha = configuration.path(network + "lora_alpha").asDouble((double) rank);
    JsonNode pattern = configuration.path(network + "alpha_pattern");
    for (String key : pattern.propertyNames()) {
      if (within.equals(key) || within.endsWith("." + key)) {
        alpha = pattern.path(key).asDouble(alpha);
      }
    }
    boolean rootOfRank = configuration.path(network + "use_rslora").asBoolean(false);
    return alpha / (rootOfRank ? Math.sqrt((double) rank) : rank);
  }
}
