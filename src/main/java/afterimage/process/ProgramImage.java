package afterimage.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that this process runs, and its arguments as the system keeps them: bytes, whatever
 * Java made of them. Linux only.
 */
public final class ProgramImage {
  private static final Path PROC = Path.of("/proc/self");

  private ProgramImage() {}

  /**
   * The command line, the program's name first.
   *
   * @throws IOException if the system does not tell
   */
  public static List<byte[]> commandLine() throws IOException {
    List<byte[]> arguments = new ArrayList<>();
    ByteArrayOutputStream argument = new ByteArrayOutputStream();
    for (byte next : Files.readAllBytes(PROC.resolve("cmdline"))) {
      if (next == 0) {
        arguments.add(argument.toByteArray());
        argument.reset();
      } else {
        argument.write(next);
      }
    }
    return arguments;
  }

  /**
   * Runs the same program afresh in this process, which keeps its number, terminal, standard
   * streams, limits, and {@linkplain NativeEnvironment#set environment}. Does not return.
   *
   * @param commandLine the program's name first
   * @throws IOException if the system refuses
   */
  @SuppressWarnings({"restricted", "CatchingUnchecked"})
  public static void replace(List<byte[]> commandLine) throws IOException {
    Path program = PROC.resolve("exe").toRealPath();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, commandLine.size() + 1L);
      for (int i = 0; i < commandLine.size(); i++) {
        byte[] bytes = commandLine.get(i);
        MemorySegment argument = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, argument, ValueLayout.JAVA_BYTE, 0, bytes.length);
        arguments.setAtIndex(ValueLayout.ADDRESS, i, argument);
      }
      Linker linker = Linker.nativeLinker();
      int _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("execv").orElseThrow(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(program.toString()), arguments);
    } catch (Throwable e) {
      throw new IOException("execv cannot be called: " + e, e);
    }
    throw new IOException("execv failed");
  }
}
