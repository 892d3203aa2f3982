package packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** Runs the tools that make packages; all of them must succeed. */
final class Command {
  private Command() {}

  /** One of the JDK's. */
  static void tool(String name, List<String> arguments) {
    int status =
        ToolProvider.findFirst(name)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException(name + " failed");
    }
  }

  /** One of the system's. */
  static void system(Path folder, List<String> command) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " failed with status " + status);
    }
  }
}
