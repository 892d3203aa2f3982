package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assumptions.assumeThat;

import afterimage.reference.ReferenceSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scheduler configurations of the golden data. */
final class ReferenceConfigs {
  private static final TypeReference<Map<String, @Nullable Object>> OPTIONS =
      new TypeReference<>() {};

  private final JsonNode configs;
  private final JsonMapper json = JsonMapper.builder().build();

  ReferenceConfigs(ReferenceSet set) {
    configs = set.json("schedulers", "configs.json");
  }

  /** Skips the test that asks, by name, if its scheduler is not there. */
  Scheduler scheduler(String id) {
    String className = configs.get(id).get("class").asString();
    assumeThat(Schedulers.knows(className)).as("%s: %s is not there", id, className).isTrue();
    return Schedulers.create(config(id));
  }

  SchedulerConfig config(String id) {
    JsonNode entry = configs.get(id);
    return SchedulerConfig.of(
            entry.get("class").asString(), json.convertValue(entry.get("config"), OPTIONS))
        .with("eta", entry.path("step_eta").asDouble(0));
  }
}
