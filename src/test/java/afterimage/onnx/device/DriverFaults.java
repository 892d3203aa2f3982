package afterimage.onnx.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Real faults of a Vulkan driver, at a moment that a test chooses: {@code .ci/vulkan} puts a driver
 * before the real one that looks for files in a folder ({@code src/test/vulkan}).
 */
public final class DriverFaults {
  private static final String FOLDER = System.getenv("FAULTY_VULKAN_FAULTS");

  private DriverFaults() {}

  /** What a test lets happen. */
  @FunctionalInterface
  public interface Fault {
    void happen();
  }

  /** Whether there is such a driver. */
  public static boolean canBeMade() {
    return FOLDER != null;
  }

  /** From now on, whatever is submitted loses the device. */
  public static void loseDevice() {
    write("lost", "");
  }

  /** From now on, nothing larger can be allocated. */
  public static void limitAllocations(long bytes) {
    write("memory", Long.toString(bytes));
  }

  /** All is well again. */
  public static void mend() {
    try {
      Files.deleteIfExists(Path.of(FOLDER, "lost"));
      Files.deleteIfExists(Path.of(FOLDER, "memory"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String fault, String content) {
    try {
      // Whole or not at all: the driver looks at any time.
      Path file = Files.writeString(Path.of(FOLDER, fault + ".new"), content);
      Files.move(file, Path.of(FOLDER, fault), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
