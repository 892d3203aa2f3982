package afterimage.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The environment's variables as native libraries and programs started from here see them. Java's
 * own view of them, {@link System#getenv}, was copied when the process started and stays as it was.
 */
public final class NativeEnvironment {
  private NativeEnvironment() {}

  /**
   * Sets a variable, also over another value.
   *
   * @throws IOException if native code may not be called here, or the system refuses
   */
  public static void set(String name, String value) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      setOnWindows(name, value);
    } else {
      setOnPosix(name, value);
    }
  }

  @SuppressWarnings({"restricted", "CatchingUnchecked"}) // Whatever it is, it must be known.
  private static void setOnPosix(String name, String value) throws IOException {
    int result;
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      result =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("setenv").orElseThrow(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT,
                          ValueLayout.ADDRESS,
                          ValueLayout.ADDRESS,
                          ValueLayout.JAVA_INT))
                  .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
    } catch (Throwable e) {
      throw new IOException("setenv cannot be called: " + e, e);
    }
    if (result != 0) {
      throw new IOException("setenv failed");
    }
  }

  /** Windows has two environments: the system's, and the C library's copy of it. */
  @SuppressWarnings({"restricted", "CatchingUnchecked"})
  private static void setOnWindows(String name, String value) throws IOException {
    int system;
    int copy;
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor two =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
      MemorySegment set =
          SymbolLookup.libraryLookup("kernel32", arena)
              .find("SetEnvironmentVariableW")
              .orElseThrow();
      system =
          (int)
              linker
                  .downcallHandle(set, two)
                  .invokeExact(
                      arena.allocateFrom(name, StandardCharsets.UTF_16LE),
                      arena.allocateFrom(value, StandardCharsets.UTF_16LE));
      MemorySegment put =
          SymbolLookup.libraryLookup("ucrtbase", arena).find("_putenv_s").orElseThrow();
      copy =
          (int)
              linker
                  .downcallHandle(put, two)
                  .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value));
    } catch (Throwable e) {
      throw new IOException("SetEnvironmentVariableW cannot be called: " + e, e);
    }
    if (system == 0 || copy != 0) {
      throw new IOException("SetEnvironmentVariableW failed");
    }
  }
}
