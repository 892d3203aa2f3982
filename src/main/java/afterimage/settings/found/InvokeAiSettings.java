package afterimage.settings.found;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** InvokeAI's {@code invokeai_metadata}: one JSON object with a field a setting. */
final class InvokeAiSettings {
  static final String KEYWORD = "invokeai_metadata";

  private InvokeAiSettings() {}

  static Optional<FoundSettings> in(Map<String, String> texts) {
    JsonNode data = Numbers.object(texts.get(KEYWORD));
    if (data == null) {
      return Optional.empty();
    }
    JsonNode model = data.get("model");
    return Optional.of(
        new FoundSettings(
            "InvokeAI",
            Objects.requireNonNullElse(Numbers.text(data, "positive_prompt"), ""),
            Objects.requireNonNullElse(Numbers.text(data, "negative_prompt"), ""),
            Numbers.asSeed(Numbers.text(data, "seed")),
            Numbers.asInteger(Numbers.text(data, "steps")),
            Numbers.asDouble(Numbers.text(data, "cfg_scale")),
            Numbers.asDouble(Numbers.text(data, "strength")),
            Numbers.asDouble(Numbers.text(data, "refiner_positive_aesthetic_score")),
            Numbers.asDouble(Numbers.text(data, "refiner_negative_aesthetic_score")),
            Numbers.text(data, "scheduler"),
            null,
            model == null ? null : Numbers.text(model, "name", "model_name")));
  }
}
