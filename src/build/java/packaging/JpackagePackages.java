package packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code .dmg} and {@code .msi}, by jpackage. */
final class JpackagePackages {
  private JpackagePackages() {}

  static void make(Build build, Path image, List<String> types) throws IOException {
    for (String type : types) {
      if (type.equals("app-image")) {
        continue;
      }
      List<String> arguments =
          new ArrayList<>(List.of("--type", type, "--dest", build.out().toString()));
      arguments.addAll(List.of("--app-image", image.toString(), "--name", build.name()));
      arguments.addAll(
          List.of("--app-version", build.version(), "--vendor", "Afterimage contributors"));
      arguments.addAll(List.of("--license-file", build.project().resolve("LICENSE").toString()));
      Path resources = build.resources();
      if (build.platform() == Platform.WINDOWS) {
        resources = WindowsResources.prepare(build);
      }
      arguments.addAll(List.of("--resource-dir", resources.toString()));
      arguments.add("@" + build.project().resolve("jpackage/" + build.platform().id + ".args"));
      Command.tool("jpackage", arguments);
    }
  }
}
