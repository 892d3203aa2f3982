package packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The system that the build runs on, and so builds for. */
enum Platform {
  LINUX("linux", "icons/512.png"),
  MACOS("macos", "afterimage.icns"),
  WINDOWS("windows", "afterimage.ico");

  /** As folders and argument files are named. */
  final String id;

  /** The icon's file in {@code installer/}. */
  final String icon;

  Platform(String id, String icon) {
    this.id = id;
    this.icon = icon;
  }

  static Platform current() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? MACOS : name.contains("win") ? WINDOWS : LINUX;
  }

  /** {@code x64} or {@code aarch64}. */
  static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
  }

  /** Where ONNX Runtime's jar keeps this system's libraries. */
  String onnxRuntimeFolder() {
    String system =
        switch (this) {
          case LINUX -> "linux-";
          case MACOS -> "osx-";
          case WINDOWS -> "win-";
        };
    return "ai/onnxruntime/native/" + system + architecture();
  }

  /** Jars, models and configuration inside an app image. */
  Path app(Path image) {
    return image.resolve(
        switch (this) {
          case LINUX -> "lib/app";
          case MACOS -> "Contents/app";
          case WINDOWS -> "app";
        });
  }

  /** The Java runtime inside an app image. */
  Path runtime(Path image) {
    return image.resolve(
        switch (this) {
          case LINUX -> "lib/runtime";
          case MACOS -> "Contents/runtime/Contents/Home";
          case WINDOWS -> "runtime";
        });
  }

  Path launcher(Path image) {
    return image.resolve(
        switch (this) {
          case LINUX -> "bin/afterimage";
          case MACOS -> "Contents/MacOS/afterimage";
          case WINDOWS -> "afterimage.exe";
        });
  }

  /** Whether a program is on the PATH. */
  static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
