package afterimage.onnx.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a system shows of its graphics cards and their drivers without asking these, which may take
 * long or fail.
 *
 * @param card whether there may be a card
 * @param traces lines that change when a card or its driver does
 */
record GraphicsDrivers(boolean card, List<String> traces) {

  /** By which users choose drivers and cards; see the manuals of Vulkan's loader, CUDA and Mesa. */
  private static final List<String> DRIVER_VARIABLES =
      List.of("VK_DRIVER_FILES", "VK_ADD_DRIVER_FILES", "VK_ICD_FILENAMES");

  private static final List<String> CARD_VARIABLES =
      List.of(
          "CUDA_VISIBLE_DEVICES",
          "HIP_VISIBLE_DEVICES",
          "DRI_PRIME",
          "MESA_VK_DEVICE_SELECT",
          "LD_LIBRARY_PATH");

  private static final List<Path> LINUX_NODES = List.of(Path.of("/dev/dri"), Path.of("/dev"));

  /** Of Direct Rendering, NVIDIA, Windows' subsystem for Linux, and telephones' chips. */
  private static final Pattern NODE =
      Pattern.compile("renderD\\d+|nvidia\\d+|dxg|kgsl-3d\\d|mali\\d");

  private static final List<Path> VULKAN =
      List.of(
          Path.of("/usr/share/vulkan/icd.d"),
          Path.of("/usr/local/share/vulkan/icd.d"),
          Path.of("/etc/vulkan/icd.d"));

  private static final Path NVIDIA = Path.of("/proc/driver/nvidia/version");
  private static final Path CARDS = Path.of("/sys/class/drm");

  /**
   * Folders of Windows' driver store that belong to NVIDIA's, AMD's and Intel's display drivers.
   */
  private static final Pattern WINDOWS_DRIVER =
      Pattern.compile("(?i)(nv|u\\d|c\\d|iigd|igdlh|ki\\d|cui_).*");

  /** This system's. */
  static GraphicsDrivers current() {
    return of(System.getProperty("os.name", ""), System.getenv());
  }

  static GraphicsDrivers of(String system, Map<String, String> environment) {
    List<String> traces = new ArrayList<>();
    traces.add(system + " " + System.getProperty("os.version"));
    boolean chosen = false;
    for (String variable : DRIVER_VARIABLES) {
      String value = environment.getOrDefault(variable, "");
      chosen |= !value.isEmpty();
      traces.add(variable + "=" + value);
      for (String file : value.split(java.io.File.pathSeparator, -1)) {
        traces.add(file.isEmpty() ? "" : trace(Path.of(file)));
      }
    }
    CARD_VARIABLES.forEach(name -> traces.add(name + "=" + environment.getOrDefault(name, "")));
    if (!system.startsWith("Linux")) {
      if (system.startsWith("Windows")) {
        Path root = Path.of(environment.getOrDefault("SystemRoot", "C:\\Windows"));
        Path store = root.resolve("System32").resolve("DriverStore").resolve("FileRepository");
        names(store, WINDOWS_DRIVER).forEach(name -> traces.add(name.getFileName().toString()));
      }
      // On macOS, drivers come with the system.
      return new GraphicsDrivers(true, List.copyOf(traces));
    }
    List<Path> nodes = new ArrayList<>();
    LINUX_NODES.forEach(folder -> nodes.addAll(names(folder, NODE)));
    nodes.forEach(node -> traces.add(node.toString()));
    for (Path card : names(CARDS, Pattern.compile("card\\d+"))) {
      traces.add(text(card.resolve("device/vendor")) + text(card.resolve("device/device")));
    }
    traces.add(text(NVIDIA));
    VULKAN.forEach(
        folder -> names(folder, Pattern.compile(".*")).forEach(file -> traces.add(trace(file))));
    return new GraphicsDrivers(chosen || !nodes.isEmpty(), List.copyOf(traces));
  }

  private static List<Path> names(Path folder, Pattern wanted) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          if (wanted.matcher(String.valueOf(file.getFileName())).matches()) {
            found.add(file);
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        // May not be looked into: as if there were none.
      }
    }
    found.sort(null);
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** A file by its name, size and time of change. */
  static String trace(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + found.size() + " " + found.lastModifiedTime().toMillis();
    } catch (IOException e) {
      return file + " is missing";
    }
  }
}
