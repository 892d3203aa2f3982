package afterimage.bundle;

import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's own scheduler. One that is not known leaves the model's training schedule, under which
 * those that are known can run.
 *
 * @param config class and options; of a class that is not known, the options that others have, too
 * @param file where it stands
 * @param fault why it cannot be used, or null
 */
record OwnScheduler(SchedulerConfig config, Path file, @Nullable String fault) {
  private static final String NAMELESS = "?";

  /**
   * Reads a model's.
   *
   * @throws EngineException if the file is missing or damaged, or no scheduler could use it
   */
  static OwnScheduler read(Path folder) throws EngineException {
    Path file = folder.resolve("scheduler").resolve("scheduler_config.json");
    JsonFile json = JsonFile.read(file);
    String className = json.text("_class_name", "");
    Map<String, Object> options = json.toMap();
    try {
      SchedulerConfig config = SchedulerConfig.of(className, options);
      Schedulers.create(config);
      return new OwnScheduler(config, file, null);
    } catch (IllegalArgumentException e) {
      return substitute(className, options, file, e);
    }
  }

  private static OwnScheduler substitute(
      String className, Map<String, Object> options, Path file, IllegalArgumentException why)
      throws EngineException {
    String fault = String.valueOf(why.getMessage());
    try {
      SchedulerConfig config = SchedulerConfig.ofUnknown(className, options);
      Schedulers.create(Schedulers.named(Schedulers.names().getFirst(), config));
      return new OwnScheduler(config, file, fault);
    } catch (IllegalArgumentException e) {
      throw unusable(file, fault, "bundle.scheduler.file.remedy");
    }
  }

  /** Its short name, or that of its class. */
  String name() {
    String name = Schedulers.nameOf(config);
    return name.isEmpty() ? NAMELESS : name;
  }

  /**
   * The scheduler itself.
   *
   * @throws EngineException if it cannot be used
   */
  SchedulerConfig require() throws EngineException {
    if (fault != null) {
      throw unusable(file, fault, "bundle.scheduler.other.remedy");
    }
    return config;
  }

  private static EngineException unusable(Path file, String fault, String remedy) {
    return new EngineException(
        Messages.of("bundle.scheduler.file", file, fault), Messages.of(remedy));
  }
}
