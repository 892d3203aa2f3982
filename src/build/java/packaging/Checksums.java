package packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** {@code SHA256SUMS} of what is handed out; {@code sha256sum -c SHA256SUMS} checks it. */
final class Checksums {
  private Checksums() {}

  static void write(Path folder) throws IOException {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        sums.append(of(file, "SHA-256")).append("  ").append(file.getFileName()).append('\n');
      }
    }
    Files.writeString(folder.resolve("SHA256SUMS"), sums);
  }

  /** In lower-case hexadecimal digits. */
  static String of(Path file, String algorithm) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance(algorithm))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
