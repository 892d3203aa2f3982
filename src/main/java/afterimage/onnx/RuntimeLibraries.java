package afterimage.onnx;

import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
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

  private static volatile UnaryOperator<String> naming = version -> "ONNX Runtime " + version;

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
      naming = version -> Messages.of("onnx.libraries", version, given);
      return;
    }
    if (folder != null && !folder.isBlank()) {
      String chosen = folder.strip();
      String problem = problem(chosen);
      if (problem == null) {
        System.setProperty(USED, chosen);
        naming = version -> Messages.of("onnx.libraries", version, chosen);
        return;
      }
      naming = version -> Messages.of("onnx.librariesNotUsed", version, chosen, problem);
    }
    String builtIn = System.getProperty(BUILT_IN);
    if (builtIn != null) {
      System.setProperty(USED, builtIn);
    }
  }

  /** ONNX Runtime's name and version, and where its libraries are from if the user chose some. */
  static String named(String version) {
    return naming.apply(version);
  }

  /** Why a folder's libraries cannot be loaded, or null: then they are loaded. */
  @SuppressWarnings("restricted") // System.load: that is what this is for
  static @Nullable String problem(String folder) {
    Path path;
    try {
      path = Path.of(folder).toAbsolutePath();
    } catch (InvalidPathException e) {
      return Messages.of("onnx.libraries.noPath");
    }
    if (!Files.isDirectory(path)) {
      return Messages.of("onnx.libraries.noFolder");
    }
    for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      Path file = path.resolve(System.mapLibraryName(library));
      if (!Files.isRegularFile(file)) {
        return Messages.of("onnx.libraries.missing", file.getFileName());
      }
    }
    for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      Path file = path.resolve(System.mapLibraryName(library));
      try {
        // What ONNX Runtime does later; a library that is loaded already is not loaded again.
        System.load(file.toString());
      } catch (UnsatisfiedLinkError e) {
        return Messages.of(
            "onnx.libraries.unloadable", file.getFileName(), String.valueOf(e.getMessage()));
      }
    }
    return null;
  }
}
