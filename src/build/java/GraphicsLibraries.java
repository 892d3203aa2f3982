import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Lays a build of ONNX Runtime with WebGPU into a folder: the libraries of the npm package {@code
 * onnxruntime-node}, with the Java binding of Maven's jar of the same version.
 *
 * <p>{@code GraphicsLibraries fetch FOLDER JAR JAR_VERSION NODE_VERSION SHA512 CACHE OFFLINE}: the
 * package comes from the npm client and stays in the cache. Where there is no npm, or nothing is
 * reached, the folder is removed and the program is built for the processor only.
 *
 * <p>{@code GraphicsLibraries link FOLDER COPY}: the same files once more, without taking room.
 */
public final class GraphicsLibraries {
  private static final String STAMP = "stamp";
  private static final long MINUTES = 10;
  private static final int TAR_BLOCK = 512;

  private GraphicsLibraries() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    if (args[0].equals("link")) {
      link(folder, Path.of(args[2]));
      return;
    }
    Wanted wanted =
        new Wanted(Path.of(args[2]), args[3], args[4], args[5].toLowerCase(Locale.ROOT));
    Map<String, String> libraries = libraries(System.getProperty("os.name"), architecture());
    if (libraries.isEmpty() || !wanted.jar.getFileName().toString().startsWith("onnxruntime-")) {
      delete(folder); // The jar's own are all there are, or have CUDA's providers beside them.
      return;
    }
    if (!wanted.version.equals(wanted.jarVersion)) {
      throw new IOException(
          "onnxruntime-node %s is not of the version of onnxruntime's jar, %s: set both in pom.xml"
              .formatted(wanted.version, wanted.jarVersion));
    }
    Path stamp = folder.resolve(STAMP);
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted.stamp())) {
      return;
    }
    delete(folder);
    Path archive = archive(wanted, Path.of(args[6]), Boolean.parseBoolean(args[7]));
    if (archive != null) {
      lay(wanted, archive, libraries, folder);
    }
  }

  /** What is to be laid. */
  private record Wanted(Path jar, String jarVersion, String version, String sha512) {
    String stamp() {
      return version + " " + sha512;
    }

    String file() {
      return "onnxruntime-node-" + version + ".tgz";
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
  }

  /**
   * The package's files for a system, and their names beside the binding; none where the package
   * has no more than the jar. On Windows never tried. There, DirectML.dll and dxil.dll are
   * Microsoft's own and may be handed out with the texts of their licences only: packages leave out
   * what has no text in installer/licences.
   */
  private static Map<String, String> libraries(String system, String architecture) {
    Map<String, String> names = new TreeMap<>();
    if (system.startsWith("Linux") && architecture.equals("x64")) {
      names.put("package/bin/napi-v6/linux/x64/libonnxruntime.so.1", "libonnxruntime.so.1");
    } else if (system.startsWith("Windows") && architecture.equals("x64")) {
      for (String name : List.of("onnxruntime.dll", "DirectML.dll", "dxcompiler.dll", "dxil.dll")) {
        names.put("package/bin/napi-v6/win32/x64/" + name, name);
      }
    }
    return names;
  }

  /** The package, checked, or null if it cannot be had. */
  private static Path archive(Wanted wanted, Path cache, boolean offline) throws Exception {
    Path archive = cache.resolve(wanted.file());
    if (!Files.exists(archive)) {
      String missing = offline ? "this build is offline" : fetch(wanted, cache);
      if (missing != null) {
        System.out.println(
            "[WARNING] No graphics cards: onnxruntime-node is not here and " + missing + ".");
        return null;
      }
    }
    if (!sha512(archive).equals(wanted.sha512)) {
      Files.delete(archive);
      throw new IOException(archive + " was not what pom.xml names by its SHA-512, and is deleted");
    }
    return archive;
  }

  /** Returns why there is none. */
  private static String fetch(Wanted wanted, Path cache) throws Exception {
    Files.createDirectories(cache);
    Path work = Files.createTempDirectory(cache, "fetch-");
    try {
      String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
      Process process =
          new ProcessBuilder(
                  npm,
                  "pack",
                  "--silent",
                  "--ignore-scripts",
                  "--fetch-retries=1",
                  "onnxruntime-node@" + wanted.version)
              .directory(work.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        return "npm took more than " + MINUTES + " minutes";
      }
      Path fetched = work.resolve(wanted.file());
      if (process.exitValue() != 0 || !Files.exists(fetched)) {
        return "npm could not fetch it";
      }
      Files.move(fetched, cache.resolve(wanted.file()), StandardCopyOption.ATOMIC_MOVE);
      return null;
    } catch (IOException e) {
      return "npm cannot be started (" + e.getMessage() + ")";
    } finally {
      delete(work);
    }
  }

  private static String sha512(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void lay(Wanted wanted, Path archive, Map<String, String> libraries, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Path> files = new HashMap<>();
    libraries.forEach((inside, name) -> files.put(inside, folder.resolve(name)));
    Path description = folder.resolve("package.json");
    files.put("package/package.json", description);
    unpack(archive, files);
    if (!Files.readString(description).contains("\"version\": \"" + wanted.version + "\"")) {
      throw new IOException(archive + " is not of version " + wanted.version);
    }
    Files.delete(description);
    boolean windows = libraries.containsValue("onnxruntime.dll");
    String binding = windows ? "onnxruntime4j_jni.dll" : "libonnxruntime4j_jni.so";
    String system = windows ? "win-x64" : "linux-x64";
    try (var jar = FileSystems.newFileSystem(wanted.jar)) {
      Files.copy(jar.getPath("ai/onnxruntime/native", system, binding), folder.resolve(binding));
      Files.copy(jar.getPath("ThirdPartyNotices.txt"), folder.resolve("ThirdPartyNotices.txt"));
    }
    if (!windows) {
      // Java asks for the one name, the binding for the other.
      Files.createSymbolicLink(folder.resolve("libonnxruntime.so"), Path.of("libonnxruntime.so.1"));
    }
    Files.writeString(folder.resolve(STAMP), wanted.stamp());
  }

  /** Takes some files out of a gzipped tar archive; all must be there. */
  private static void unpack(Path archive, Map<String, Path> wanted) throws IOException {
    int found = 0;
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
      byte[] header = in.readNBytes(TAR_BLOCK);
      while (found < wanted.size() && header.length == TAR_BLOCK && header[0] != 0) {
        long size = Long.parseLong(text(header, 124, 12).strip(), 8);
        long padded = (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        Path file = wanted.get(text(header, 0, 100));
        if (file == null) {
          in.skipNBytes(padded);
        } else {
          Files.write(file, in.readNBytes(Math.toIntExact(size)));
          in.skipNBytes(padded - size);
          found++;
        }
        header = in.readNBytes(TAR_BLOCK);
      }
    }
    if (found < wanted.size()) {
      throw new IOException(archive + " lacks some of " + wanted.keySet());
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.US_ASCII);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }

  private static void link(Path folder, Path copy) throws IOException {
    delete(copy);
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(copy);
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Path target = copy.resolve(file.getFileName());
        if (Files.isSymbolicLink(file)) {
          Files.createSymbolicLink(target, Files.readSymbolicLink(file));
        } else if (!file.getFileName().toString().equals(STAMP)) {
          hardLink(file, target);
        }
      }
    }
  }

  private static void hardLink(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, target);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
