package afterimage.image.codec;

import java.lang.foreign.MemorySegment;

/** Has libjxl use all processors, where the part of it that starts threads is installed. */
final class JxlThreads {
  private JxlThreads() {}

  /**
   * Sets them.
   *
   * @param setter the function that does so
   * @param worker a decoder or an encoder
   */
  static void use(String setter, NativeLibrary jxl, MemorySegment worker) {
    try {
      NativeLibrary threads = NativeLibrary.open(Codec.JXL.files("jxl_threads"));
      MemorySegment runner =
          threads.pointer(
              "JxlThreadParallelRunnerCreate",
              MemorySegment.NULL,
              (long) Runtime.getRuntime().availableProcessors());
      int _ = jxl.integer(setter, worker, threads.address("JxlThreadParallelRunner"), runner);
    } catch (CodecException e) {
      // One thread does the same.
    }
  }
}
