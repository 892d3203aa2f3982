package afterimage.image.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the file that libheif has made, all at once: a heif_writer. */
@SuppressWarnings("restricted") // The library says how large what it points at is.
final class HeifWriter {
  private static final int VERSION = 1;
  private static final int ENCODING_ERROR = 9;

  private final PictureOutput out;
  private final MemorySegment structure;
  private final MemorySegment success;
  private final MemorySegment failure;
  private boolean written;
  private @Nullable IOException problem;

  /**
   * @param arena in which it lives
   */
  HeifWriter(PictureOutput out, Arena arena) {
    this.out = out;
    success = error(arena, 0);
    failure = error(arena, ENCODING_ERROR);
    structure = arena.allocate(16, 8);
    structure.set(ValueLayout.JAVA_INT, 0, VERSION);
    structure.set(
        ValueLayout.ADDRESS,
        8,
        Linker.nativeLinker()
            .upcallStub(
                handle().bindTo(this),
                FunctionDescriptor.of(
                    HeifCalls.ERROR,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS),
                arena));
  }

  private static MemorySegment error(Arena arena, int code) {
    MemorySegment error = arena.allocate(HeifCalls.ERROR);
    error.set(ValueLayout.JAVA_INT, 0, code);
    error.set(ValueLayout.ADDRESS, 8, arena.allocateFrom(code == 0 ? "Success" : "not taken"));
    return error;
  }

  private static MethodHandle handle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              HeifWriter.class,
              "write",
              MethodType.methodType(
                  MemorySegment.class,
                  MemorySegment.class,
                  MemorySegment.class,
                  long.class,
                  MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no write", e);
    }
  }

  /** For the library. */
  MemorySegment structure() {
    return structure;
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // The library calls it, with these.
  private MemorySegment write(
      MemorySegment context, MemorySegment data, long size, MemorySegment user) {
    try {
      out.encoded(List.of(data.reinterpret(size)));
      written = true;
      return success;
    } catch (IOException e) {
      problem = e;
      return failure;
    }
  }

  /**
   * Looks whether the file was taken.
   *
   * @throws IOException if not
   */
  void requireWritten() throws IOException {
    if (problem != null) {
      throw problem;
    }
    if (!written) {
      throw new CodecException(CodecException.Kind.DAMAGED, "nothing was written");
    }
  }
}
