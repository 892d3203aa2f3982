package afterimage.image.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps this process from taking more memory than a sound picture of its size needs: what a file
 * has native code allocate follows from numbers in it. Linux only; elsewhere only the size counts.
 */
final class MemoryLimit {
  private static final System.Logger LOG = System.getLogger(MemoryLimit.class.getName());

  private static final int ADDRESS_SPACE = 9;
  private static final long BYTES_A_PIXEL = 64;
  private static final long ALLOWANCE = 768L << 20;
  private static final int PAGE = 4096;

  private MemoryLimit() {}

  /** Sets it for a picture of so many pixels, beside what the process has already. */
  @SuppressWarnings({"restricted", "CatchingUnchecked"}) // Without a limit it decodes as well.
  static void set(long pixels) {
    Path size = Path.of("/proc/self/statm");
    if (!Files.isReadable(size)) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      String pages = Files.readString(size).split(" ", 2)[0];
      long most = Long.parseLong(pages) * PAGE + ALLOWANCE + pixels * BYTES_A_PIXEL;
      MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 0, most);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 1, most);
      Linker linker = Linker.nativeLinker();
      int _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("setrlimit").orElseThrow(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(ADDRESS_SPACE, limits);
    } catch (IOException | NumberFormatException e) {
      LOG.log(System.Logger.Level.DEBUG, "no limit", e);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.DEBUG, "no limit can be set", e);
    }
  }
}
