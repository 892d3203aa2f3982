package afterimage.settings.found;

import afterimage.image.PictureMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Fooocus' own scheme: {@code parameters} as a JSON object. */
final class FooocusSettings {
  private FooocusSettings() {}

  static Optional<FoundSettings> in(Map<String, String> texts) {
    JsonNode data = Numbers.object(texts.get(PictureMetadata.PARAMETERS));
    if (data == null) {
      return Optional.empty();
    }
    return Optional.of(
        new FoundSettings(
            "Fooocus",
            Objects.requireNonNullElse(Numbers.text(data, "prompt"), ""),
            Objects.requireNonNullElse(Numbers.text(data, "negative_prompt"), ""),
            Numbers.asSeed(Numbers.text(data, "seed")),
            Numbers.asInteger(Numbers.text(data, "steps")),
            Numbers.asDouble(Numbers.text(data, "guidance_scale")),
            null,
            null,
            null,
            Numbers.text(data, "sampler"),
            Numbers.text(data, "scheduler"),
            Numbers.text(data, "base_model")));
  }
}
