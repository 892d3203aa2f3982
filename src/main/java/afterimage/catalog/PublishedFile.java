package afterimage.catalog;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A checkpoint as its maker published it.
 *
 * @param repository on Hugging Face
 * @param name of the file
 * @param sha256 its digest, in hexadecimal
 */
public record PublishedFile(String repository, String name, String sha256) {
  private static final int BUFFER = 1 << 20;

  /** The known file with that digest. */
  public static Optional<PublishedFile> of(String sha256) {
    return PublishedModels.shipped().fileOf(sha256);
  }

  /** A file's SHA-256, in hexadecimal; takes as long as the file takes to read. */
  public static String sha256(Path file) throws EngineException {
    try (InputStream stream = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[BUFFER];
      while (digested.read(buffer) >= 0) {
        // The stream digests what is read.
      }
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable", file), Messages.of("checkpoint.readable"), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
