package afterimage.onnx.device;

import afterimage.engine.Device;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What trials depend on, in short: after a change of any of it they are done again. */
final class Fingerprint {
  /** To be counted up whenever a trial finds out something else, or its blocks change. */
  private static final int TRIAL_VERSION = 3;

  private Fingerprint() {}

  /**
   * Now.
   *
   * @param runtime ONNX Runtime's name and version
   * @param libraries the folder of its libraries, or empty for those of its jar
   * @param kinds that this build of it has
   */
  static String of(
      String runtime, String libraries, List<Device.Kind> kinds, GraphicsDrivers drivers) {
    List<String> lines = new ArrayList<>();
    lines.add(TRIAL_VERSION + " " + runtime + " " + kinds);
    if (!libraries.isEmpty()) {
      Path folder = Path.of(libraries);
      lines.add(GraphicsDrivers.trace(folder.resolve(System.mapLibraryName("onnxruntime"))));
    }
    lines.add(Runtime.getRuntime().availableProcessors() + " " + System.getProperty("os.arch"));
    lines.addAll(drivers.traces());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
