package afterimage.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/** The locales that the system's C library knows here. POSIX only. */
public final class InstalledLocale {
  /** {@code LC_CTYPE_MASK} of glibc and musl. */
  private static final int CHARACTERS = 1;

  private InstalledLocale() {}

  /**
   * The first that is installed.
   *
   * @param names such as {@code C.UTF-8}
   * @throws IOException if native code may not be called here
   */
  @SuppressWarnings({"restricted", "CatchingUnchecked"})
  public static Optional<String> firstOf(List<String> names) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      var newLocale =
          linker.downcallHandle(
              linker.defaultLookup().find("newlocale").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS));
      for (String name : names) {
        // Never freed: a few bytes of a process that is about to be replaced.
        MemorySegment locale =
            (MemorySegment)
                newLocale.invokeExact(CHARACTERS, arena.allocateFrom(name), MemorySegment.NULL);
        if (locale.address() != 0) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    } catch (Throwable e) {
      throw new IOException("newlocale cannot be called: " + e, e);
    }
  }
}
