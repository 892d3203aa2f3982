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
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint as its maker published it.
 *
 * @param repository on Hugging Face
 * @param name of the file
 * @param bytes its size
 * @param sha256 its digest, in hexadecimal
 */
public record PublishedFile(String repository, String name, long bytes, String sha256) {
  private static final int BUFFER = 1 << 20;

  /** The files that are known. */
  public static final List<PublishedFile> KNOWN =
      List.of(
          new PublishedFile(
              "stabilityai/stable-diffusion-xl-refiner-1.0",
              "sd_xl_refiner_1.0.safetensors",
              6_075_981_930L,
              "7440042bbdc8a24813002c09b6b69b64dc90fded4472613437b7f55f9b7d9c5f"),
          new PublishedFile(
              "stabilityai/stable-diffusion-xl-refiner-1.0",
              "sd_xl_refiner_1.0_0.9vae.safetensors",
              6_075_981_930L,
              "8d0ce6c016004cbdacd50f937dad381d8c396628d621a7f97191470532780164"),
          new PublishedFile(
              "stabilityai/stable-diffusion-xl-base-1.0",
              "sd_xl_base_1.0.safetensors",
              6_938_078_334L,
              "31e35c80fc4829d14f90153f4c74cd59c90b779f6afe05a74cd6120b893f7e5b"),
          new PublishedFile(
              "madebyollin/sdxl-vae-fp16-fix",
              "sdxl_vae.safetensors",
              334_641_162L,
              "235745af8d86bf4a4c1b5b4f529868b37019a10f7c0b2e79ad0abca3a22bc6e1"));

  /** The known file with that digest. */
  public static Optional<PublishedFile> of(String sha256) {
    return KNOWN.stream().filter(known -> known.sha256().equals(sha256)).findFirst();
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
