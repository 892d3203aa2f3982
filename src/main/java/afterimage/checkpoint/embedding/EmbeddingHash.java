package afterimage.checkpoint.embedding;

import afterimage.engine.Embedding;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which A1111 and sites that host embeddings know one. */
public final class EmbeddingHash {
  private static final int DIGITS = 12;

  private EmbeddingHash() {}

  /**
   * The first twelve digits of its file's SHA-256; empty where it came with a LoRA, or its file is
   * gone.
   */
  public static String of(Embedding embedding) {
    if (embedding.bundled() != null) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(Files.readAllBytes(embedding.file()));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
