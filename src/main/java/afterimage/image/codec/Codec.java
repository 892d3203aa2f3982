package afterimage.image.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A library of the system's that reads pictures which Java does not, and may write them. */
@SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
public enum Codec {
  /** HEIC, HEIF and AVIF. */
  HEIF(
      "libheif",
      "libheif1",
      "libheif1 / libheif1 libheif-plugin-aomenc",
      "libheif",
      List.of("1"),
      "heif"),
  /** JPEG XL. */
  JXL(
      "libjxl",
      "libjxl0.7 / libjxl0.11",
      "libjxl0.7 / libjxl0.11",
      "jpeg-xl",
      List.of("0.11", "0.10", "0.9", "0.8", "0.7"),
      "jxl"),
  /** Camera RAW. */
  RAW(
      "LibRaw",
      "libraw20 / libraw23t64",
      "",
      "libraw",
      List.of("23", "22", "21", "20", "19"),
      "raw");

  private final String title;
  private final String debianPackage;
  private final String encoderPackage;
  private final String brewPackage;
  private final List<String> versions;
  private final String name;

  Codec(
      String title,
      String debianPackage,
      String encoderPackage,
      String brewPackage,
      List<String> versions,
      String name) {
    this.title = title;
    this.debianPackage = debianPackage;
    this.encoderPackage = encoderPackage;
    this.brewPackage = brewPackage;
    this.versions = versions;
    this.name = name;
  }

  /** The library as people call it. */
  public String title() {
    return title;
  }

  /** The package that has it in Debian and Ubuntu, by the release. */
  public String debianPackage() {
    return debianPackage;
  }

  /** The packages that it needs to write pictures in Debian and Ubuntu, by the release. */
  public String encoderPackage() {
    return encoderPackage;
  }

  /** The package that has it in Homebrew. */
  public String brewPackage() {
    return brewPackage;
  }

  /** What the library's file may be called on this system, the newest first. */
  List<String> files() {
    return files(name);
  }

  List<String> files(String library) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> files = new ArrayList<>();
    if (system.startsWith("windows")) {
      files.add("lib" + library + ".dll");
      files.add(library + ".dll");
    } else if (system.startsWith("mac")) {
      for (String folder : List.of("", "/opt/homebrew/lib/", "/usr/local/lib/")) {
        files.add(folder + "lib" + library + ".dylib");
      }
    } else {
      versions.forEach(version -> files.add("lib" + library + ".so." + version));
      files.add("lib" + library + ".so");
    }
    return files;
  }
}
