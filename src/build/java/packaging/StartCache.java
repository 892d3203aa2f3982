package packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records what a start loads (JEP 514), by one start of the packaged program, so that later ones
 * need not do it again. A start that cannot use the record is a slow one, nothing worse.
 */
final class StartCache {
  private StartCache() {}

  static void record(Build build, Path image) throws IOException, InterruptedException {
    Path cache = build.platform().app(image).resolve("start.aot");
    Path home = build.work().resolve("home");
    // With settings to read, as every start but the first has.
    Files.createDirectories(home.resolve("config"));
    Files.writeString(home.resolve("config/settings.json"), "{}");
    List<String> options =
        new ArrayList<>(List.of("-Dafterimage.home=" + home, "-Dafterimage.exit.after.start=true"));
    List<String> command = new ArrayList<>();
    if (build.platform() == Platform.LINUX && System.getenv("DISPLAY") == null) {
      if (Platform.has("xvfb-run")) {
        command.addAll(List.of("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"));
      } else {
        options.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
      }
    }
    command.add(build.platform().launcher(image).toString());
    ProcessBuilder start = new ProcessBuilder(command);
    start
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + cache + " " + String.join(" ", options));
    Path log = build.work().resolve("start-cache.log");
    int status = start.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    if (status != 0 || !Files.exists(cache)) {
      throw new IOException("the packaged program did not start, see " + log);
    }
    // Only now: a start that makes the record must not be told to use it. Without the log options a
    // JVM that cannot use it would say so on standard output.
    for (Path configuration : FileTree.list(build.platform().app(image), "*.cfg")) {
      Files.writeString(
          configuration,
          Files.readString(configuration)
              .replace(
                  "[JavaOptions]\n",
                  """
                  [JavaOptions]
                  java-options=-XX:AOTCache=$APPDIR/start.aot
                  java-options=-Xlog:aot=off
                  java-options=-Xlog:cds=off
                  """));
    }
  }
}
