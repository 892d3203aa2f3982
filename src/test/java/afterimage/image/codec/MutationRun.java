package afterimage.image.codec;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes damaged pictures one after the other in one process, as {@link CodecProcess} does one,
 * and says before each which it is: if the process dies, the last line tells of which.
 */
final class MutationRun {
  private static final long MAX_PIXELS = 25_000_000;

  private MutationRun() {}

  /**
   * Decodes.
   *
   * @param args codec, first number, number behind the last, then the sound files
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    Codec codec = Codec.valueOf(args[0]);
    List<Path> files = Arrays.stream(args).skip(3).map(Path::of).toList();
    long slowest = 0;
    int decoded = 0;
    try (FileOutputStream nowhere = new FileOutputStream(sink())) {
      for (int i = Integer.parseInt(args[1]); i < Integer.parseInt(args[2]); i++) {
        out.println("at " + i);
        byte[] file = Mutations.of(Files.readAllBytes(files.get(i % files.size())), i);
        long start = System.nanoTime();
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment bytes = arena.allocate(Math.max(1, file.length), 16);
          MemorySegment.copy(file, 0, bytes, ValueLayout.JAVA_BYTE, 0, file.length);
          CodecProcess.decode(
              codec, bytes.asSlice(0, file.length), PictureOutput.unlimited(nowhere, MAX_PIXELS));
          decoded++;
        } catch (CodecException e) {
          // Refused.
        } catch (RuntimeException | Error e) {
          out.println("thrown " + i + " " + e);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > slowest) {
          slowest = millis;
          out.println("slowest " + millis);
        }
      }
    }
    out.println("decoded " + decoded);
    out.println("peak " + peak());
    out.println("done");
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String sink() {
    return System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null";
  }

  /** Most memory of this process so far, in kB. */
  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("")
            .replaceAll("[^0-9]", "")
        : "0";
  }
}
