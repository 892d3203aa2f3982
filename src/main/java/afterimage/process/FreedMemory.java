package afterimage.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Memory that this process needs no more, and that others, or its own next model, may have. */
public final class FreedMemory {
  private static final System.Logger LOG = System.getLogger(FreedMemory.class.getName());

  private FreedMemory() {}

  /**
   * Gives it back to the system: what is garbage on Java's heap, and what native libraries have
   * freed. Java would collect some time later, and the GNU C library keep it in the pools of its
   * threads, and both take more instead. Stops the program for some hundredths of a second: for
   * moments after which much is done anyway.
   */
  @SuppressWarnings({"restricted", "CatchingUnchecked"}) // Without it all goes on.
  public static void giveBack() {
    System.gc();
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("malloc_trim");
    if (function.isEmpty()) {
      return; // Another C library, which needs no telling.
    }
    try {
      MethodHandle trim =
          linker.downcallHandle(
              function.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
      int _ = (int) trim.invokeExact(0L);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing is given back", e);
    }
  }
}
