package afterimage.onnx.runtime;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/**
 * Holds ONNX Runtime's native environment until the process ends. Its Java part gives it back in a
 * shutdown hook, at once and beside all others, and with the last holder WebGPU's device is gone: a
 * run that is still under way, which a cancellation would have ended, crashes the process.
 *
 * <p>Numbers are those of onnxruntime_c_api.h, where they never change.
 */
final class HeldEnvironment {
  /** {@code OrtApiBase.GetApi} and {@code OrtApi.CreateEnv}, by their places among pointers. */
  private static final long GET_API = 0;

  private static final long CREATE_ENV = 3;
  private static final int FIRST_VERSION = 1;
  private static final int FATAL = 4;

  @SuppressWarnings("restricted")
  private static final AddressLayout POINTERS =
      ValueLayout.ADDRESS.withTargetLayout(ValueLayout.ADDRESS);

  private HeldEnvironment() {}

  /**
   * Takes hold of the environment, which must have been made.
   *
   * @return whether that was possible
   */
  @SuppressWarnings({"restricted", "CatchingUnchecked"}) // Whatever it is, only the end is harder.
  static boolean hold() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment getBase = SymbolLookup.loaderLookup().find("OrtGetApiBase").orElseThrow();
      MemorySegment base =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(getBase, FunctionDescriptor.of(POINTERS))
                  .invokeExact();
      MemorySegment api =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(
                      pointer(base, GET_API), FunctionDescriptor.of(POINTERS, ValueLayout.JAVA_INT))
                  .invokeExact(FIRST_VERSION);
      MemorySegment held = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment failure =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(
                      pointer(api, CREATE_ENV),
                      FunctionDescriptor.of(
                          ValueLayout.ADDRESS,
                          ValueLayout.JAVA_INT,
                          ValueLayout.ADDRESS,
                          ValueLayout.ADDRESS))
                  .invokeExact(FATAL, arena.allocateFrom("held"), held);
      return failure.address() == 0;
    } catch (Throwable e) {
      System.getLogger(HeldEnvironment.class.getName())
          .log(System.Logger.Level.DEBUG, "ONNX Runtime may end before its runs do", e);
      return false;
    }
  }

  @SuppressWarnings("restricted")
  private static MemorySegment pointer(MemorySegment table, long place) {
    long bytes = (place + 1) * ValueLayout.ADDRESS.byteSize();
    return table.reinterpret(bytes).getAtIndex(ValueLayout.ADDRESS, place);
  }
}
