package packaging;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What is built.
 *
 * @param project the repository
 * @param version of the program
 * @param time that all files in the packages carry
 * @param variant {@code ""} for processors only, {@code "-cuda"} with CUDA's libraries
 */
record Build(Path project, String version, Instant time, String variant) {

  Platform platform() {
    return Platform.current();
  }

  /** What {@code mvn package} left: launcher, jars, models, assets. */
  Path distribution() {
    return project.resolve("target/afterimage");
  }

  /** For what is left over. */
  Path work() {
    return project.resolve("target/installer-work");
  }

  /** For what is handed out. */
  Path out() {
    return project.resolve("target/installer");
  }

  /** Files of this system's packages. */
  Path resources() {
    return project.resolve("installer").resolve(platform().id);
  }

  /** The package's name. */
  String name() {
    return "afterimage" + variant;
  }
}
