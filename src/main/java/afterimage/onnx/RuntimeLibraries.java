package afterimage.onnx;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which build of ONNX Runtime is used: one that the user put into a folder, such as one with
 * DirectML, else the one that came with the program. Decided before ONNX Runtime is first used,
 * since it loads its libraries once.
 */
public final class RuntimeLibraries {
  /** A system property of installed programs: the folder of the libraries that came with them. */
  public static final String BUILT_IN = "afterimage.natives";

  /** What ONNX Runtime reads; one that is set already, on the command line, wins. */
  private static final String USED = "onnxruntime.native.path";

  private static volatile String note = "";

  private RuntimeLibraries() {}

  /**
   * Decides.
   *
   * @param folder the user's, or null for none; if it cannot be used, {@code afterimage doctor} and
   *     the studio's settings say why, and the built-in libraries are used
   */
  public static synchronized void choose(@Nullable String folder) {
    String given = System.getProperty(USED);
    if (given != null) {
      note = ", libraries from " + given;
      return;
    }
    if (folder != null && !folder.isBlank()) {
      String chosen = folder.strip();
      String problem = problem(chosen);
      if (problem == null) {
        System.setProperty(USED, chosen);
        note = ", libraries from " + chosen;
        return;
      }
      note = ". The libraries in " + chosen + " are not used: " + problem;
    }
    String builtIn = System.getProperty(BUILT_IN);
    if (builtIn != null) {
      System.setProperty(USED, builtIn);
    }
  }

  /** To follow ONNX Runtime's name and version; empty with what came with the program. */
  static String note() {
    return note;
  }

  /** Why a folder's libraries cannot be loaded, or null: then they are loaded. */
  @SuppressWarnings("restricted") // System.load: that is what this is for
  static @Nullable String problem(String folder) {
    Path path;
    try {
      path = Path.of(folder).toAbsolutePath();
    } catch (InvalidPathException e) {
      return "that is no path. Correct it in the settings.";
    }
    if (!Files.isDirectory(path)) {
      return "there is no such folder. Correct it in the settings.";
    }
    for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      Path file = path.resolve(System.mapLibraryName(library));
      if (!Files.isRegularFile(file)) {
        return file.getFileName()
            + " is missing. Copy all libraries of a build of ONNX Runtime with Java there.";
      }
    }
    for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      Path file = path.resolve(System.mapLibraryName(library));
      try {
        // What ONNX Runtime does later; a library that is loaded already is not loaded again.
        System.load(file.toString());
      } catch (UnsatisfiedLinkError e) {
        return file.getFileName()
            + " cannot be loaded ("
            + e.getMessage()
            + "). Use a build for this system and processor, with all that it needs.";
      }
    }
    return null;
  }
}
