package afterimage.onnx.runtime;

import afterimage.file.AtomicFile;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's libraries, unpacked from its jar once a version into a folder of the program's.
 * Left to itself, ONNX Runtime unpacks them at every start into the folder for temporary files, and
 * leaves them there.
 */
final class UnpackedLibraries {
  private static final System.Logger LOG = System.getLogger(UnpackedLibraries.class.getName());

  /** When a version that nobody started any more goes. */
  private static final Duration UNUSED = Duration.ofDays(30);

  private UnpackedLibraries() {}

  /**
   * The folder with this version's libraries, each compared with the jar's checksum. Several
   * processes may do this at once: files appear whole.
   *
   * @param cache holds a folder a version
   * @return null if they do not come out of a jar, or there are none for this system
   * @throws IOException if the disk refuses
   */
  static @Nullable Path folder(Path cache) throws IOException {
    String inside = "ai/onnxruntime/native/" + system();
    URL library =
        OrtEnvironment.class.getResource("/" + inside + "/" + System.mapLibraryName("onnxruntime"));
    if (library == null || !(library.openConnection() instanceof JarURLConnection connection)) {
      return null;
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      List<JarEntry> libraries =
          jar.stream().filter(entry -> isLibrary(entry, inside + "/")).toList();
      CRC32 version = new CRC32();
      libraries.forEach(
          entry ->
              version.update(Long.toHexString(entry.getCrc()).getBytes(StandardCharsets.US_ASCII)));
      Path folder =
          cache.resolve("onnxruntime-" + HexFormat.of().toHexDigits((int) version.getValue()));
      for (JarEntry entry : libraries) {
        Path file = folder.resolve(name(entry));
        if (!isSame(file, entry)) {
          unpack(jar, entry, file);
        }
      }
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
      removeUnused(cache);
      return folder;
    }
  }

  private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
    try (InputStream in = jar.getInputStream(entry);
        AtomicFile out = AtomicFile.begin(file, AtomicFile.Access.OWNER)) {
      Files.copy(in, out.temporary(), StandardCopyOption.REPLACE_EXISTING);
      out.commit(AtomicFile.Existing.REPLACE);
    } catch (IOException e) {
      // On Windows, what another process has loaded cannot be replaced, and need not be.
      if (!isSame(file, entry)) {
        throw e;
      }
    }
  }

  private static boolean isSame(Path file, JarEntry entry) throws IOException {
    try {
      if (Files.size(file) != entry.getSize()) {
        return false;
      }
      CRC32 sum = new CRC32();
      byte[] block = new byte[1 << 20];
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(block); read > 0; read = in.read(block)) {
          sum.update(block, 0, read);
        }
      }
      return sum.getValue() == entry.getCrc();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** All but debug symbols. */
  private static boolean isLibrary(JarEntry entry, String folder) {
    return entry.getName().startsWith(folder)
        && !entry.isDirectory()
        && entry.getName().indexOf('/', folder.length()) < 0
        && !entry.getName().endsWith(".dbg");
  }

  private static String name(JarEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  private static void removeUnused(Path cache) {
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(cache, "onnxruntime-*")) {
      for (Path version : versions) {
        if (Files.getLastModifiedTime(version).toInstant().isBefore(Instant.now().minus(UNUSED))) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(version)) {
            for (Path file : files) {
              Files.delete(file);
            }
          }
          Files.delete(version);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an unused version stays in " + cache, e);
    }
  }

  /** The system and processor as ONNX Runtime's jar names them. */
  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String system = name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
    String processor = System.getProperty("os.arch", "");
    return system + "-" + (processor.equals("amd64") ? "x64" : processor);
  }
}
