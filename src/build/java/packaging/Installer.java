package packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the native packages of the system it runs on from {@code target/afterimage}: {@code
 * Installer PROJECT VERSION TIME VARIANT [TYPE…]}. The variant is {@code onnxruntime} or {@code
 * onnxruntime_gpu}, the types are {@code app-image}, {@code deb}, {@code rpm}, {@code dmg}, {@code
 * msi}; without one, all that this system's tools allow.
 */
public final class Installer {
  private Installer() {}

  public static void main(String[] args) throws Exception {
    Build build =
        new Build(
            Path.of(args[0]).toAbsolutePath(),
            args[1],
            Instant.parse(args[2]),
            args[3].endsWith("_gpu") ? "-cuda" : "");
    List<String> requested = List.of(args).subList(4, args.length);
    make(build, requested.isEmpty() ? types(build.platform()) : requested);
  }

  private static void make(Build build, List<String> types)
      throws IOException, InterruptedException {
    FileTree.delete(build.work());
    FileTree.delete(build.out());
    Files.createDirectories(build.out());
    Files.createDirectories(build.work());
    Path input = build.work().resolve("input");
    AppInput.stage(build, input);
    Path linked = build.work().resolve("runtime");
    RuntimeImage.link(build, linked);
    Path image = AppImage.make(build, input, linked);
    Path runtime = build.platform().runtime(image);
    Path bom = BillOfMaterials.write(build, runtime);
    // Before the start cache, which holds the times of the files it was made from.
    FileTree.setTime(image, FileTime.from(build.time()));
    StartCache.record(build, image);
    RuntimeImage.dropCommands(build, runtime);
    if (build.platform() == Platform.LINUX) {
      LinuxLauncher.replace(build, image);
      LinuxPackages.make(build, image, bom, types);
    } else {
      JpackagePackages.make(build, image, types);
    }
    Checksums.write(build.out());
    FileTree.delete(build.work());
    System.out.println(build.out());
    System.out.print(Files.readString(build.out().resolve("SHA256SUMS")));
  }

  private static List<String> types(Platform platform) {
    return switch (platform) {
      case MACOS -> List.of("app-image", "dmg");
      case WINDOWS -> List.of("app-image", "msi");
      case LINUX -> Stream.of("app-image", "deb", "rpm").filter(Installer::hasTools).toList();
    };
  }

  private static boolean hasTools(String type) {
    String tool =
        switch (type) {
          case "deb" -> "dpkg-deb";
          case "rpm" -> "rpmbuild";
          default -> "tar";
        };
    if (!Platform.has(tool)) {
      System.err.println("no " + type + ": " + tool + " is not installed");
      return false;
    }
    return true;
  }
}
