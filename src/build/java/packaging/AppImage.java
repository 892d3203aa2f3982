package packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a folder with its own runtime, by jpackage. */
final class AppImage {
  private AppImage() {}

  /** Returns the image's folder in {@code target/installer}. */
  static Path make(Build build, Path input, Path runtime) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add("@" + build.project().resolve("jpackage/common.args"));
    arguments.addAll(List.of("--type", "app-image", "--dest", build.out().toString()));
    arguments.addAll(List.of("--input", input.toString(), "--runtime-image", runtime.toString()));
    arguments.addAll(List.of("--main-jar", "afterimage-" + build.version() + ".jar"));
    arguments.addAll(List.of("--app-version", build.version()));
    arguments.addAll(
        List.of("--icon", build.resources().resolve(build.platform().icon).toString()));
    switch (build.platform()) {
      case LINUX -> {}
      case WINDOWS ->
          // A windowed program has no console there: the command line gets a launcher of its own.
          arguments.addAll(
              List.of(
                  "--add-launcher",
                  "afterimage-cli=" + build.resources().resolve("cli.properties")));
      case MACOS -> {
        arguments.add("@" + build.project().resolve("jpackage/macos-image.args"));
        arguments.addAll(List.of("--resource-dir", build.resources().toString()));
        arguments.addAll(associations(build.project()));
      }
    }
    Command.tool("jpackage", arguments);
    return build
        .out()
        .resolve(build.platform() == Platform.MACOS ? "afterimage.app" : "afterimage");
  }

  private static List<String> associations(Path project) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (Path file : FileTree.list(project.resolve("jpackage/associations"), "*.properties")) {
      arguments.addAll(List.of("--file-associations", file.toString()));
    }
    return arguments;
  }
}
