package afterimage.onnx.runtime;

import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which build of ONNX Runtime is used: one that the user put into a folder, such as one with
 * DirectML, else the one that came with the program. Decided when ONNX Runtime is first used, since
 * it loads its libraries once.
 */
public final class RuntimeLibraries {
  /**
   * A system property: the folder of the libraries that came with the program. A program that was
   * built without npm has none.
   */
  public static final String BUILT_IN = "afterimage.natives";

  /** What ONNX Runtime reads; one that is set already, on the command line, wins. */
  private static final String USED = "onnxruntime.native.path";

  private static final System.Logger LOG = System.getLogger(RuntimeLibraries.class.getName());

  private static @Nullable String chosen;
  private static @Nullable Path cache;
  private static volatile UnaryOperator<String> naming = version -> "ONNX Runtime " + version;

  private RuntimeLibraries() {}

  /**
   * What to use once ONNX Runtime starts. Nothing is loaded yet.
   *
   * @param folder the user's, or null for none; if it cannot be used, {@code afterimage doctor} and
   *     the studio's settings say why, and the built-in libraries are used
   * @param unpacked where the built-in ones are unpacked to, once, unless they lie in a folder
   */
  public static synchronized void choose(@Nullable String folder, Path unpacked) {
    chosen = folder;
    cache = unpacked;
  }

  /**
   * Decides. For {@link OnnxRuntime} only, when telemetry is off: libraries are loaded to see
   * whether they can be.
   */
  static synchronized void prepare() {
    String given = System.getProperty(USED);
    if (given != null) {
      naming = version -> Messages.of("onnx.libraries", version, given);
      return;
    }
    String folder = chosen == null ? "" : chosen.strip();
    if (!folder.isEmpty()) {
      String problem = problem(folder);
      if (problem == null) {
        System.setProperty(USED, folder);
        naming = version -> Messages.of("onnx.libraries", version, folder);
        return;
      }
      naming = version -> Messages.of("onnx.librariesNotUsed", version, folder, problem);
    }
    String builtIn = builtIn();
    if (builtIn != null) {
      System.setProperty(USED, builtIn);
    }
  }

  /** The folder of the program's own libraries, or null: then ONNX Runtime unpacks them itself. */
  private static @Nullable String builtIn() {
    String installed = System.getProperty(BUILT_IN, "");
    if (!installed.isEmpty() && Files.isDirectory(Path.of(installed))) {
      return installed;
    }
    if (cache == null) {
      return null;
    }
    try {
      Path unpacked = UnpackedLibraries.folder(cache);
      // Where the folder's file system runs no programs, one for temporary files may.
      return unpacked != null && problem(unpacked.toString()) == null ? unpacked.toString() : null;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "not unpacked to " + cache, e);
      return null;
    }
  }

  /**
   * Whether the libraries that are used may have CUDA's provider: it is a file of its own beside
   * them, which builds that could use it may lack. Where ONNX Runtime unpacks them itself, it is
   * not known.
   */
  static boolean mayHaveCuda() {
    String used = System.getProperty(USED);
    return used == null
        || Files.exists(Path.of(used, System.mapLibraryName("onnxruntime_providers_cuda")));
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
