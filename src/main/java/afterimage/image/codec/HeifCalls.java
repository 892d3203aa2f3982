package afterimage.image.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Calls of libheif, whose functions return an error each. */
@SuppressWarnings("restricted") // The library says how large what it points at is.
final class HeifCalls {
  /** What they return: a code, another, and a message. */
  static final StructLayout ERROR =
      MemoryLayout.structLayout(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

  /** heif_error_Unsupported_filetype, Unsupported_feature and those of plug-ins. */
  private static final int[] UNSUPPORTED = {3, 4, 7, 11};

  private final NativeLibrary heif;
  private final Arena arena;

  /**
   * @param arena of what they write
   */
  HeifCalls(NativeLibrary heif, Arena arena) {
    this.heif = heif;
    this.arena = arena;
  }

  /** The library, ready for work. */
  static HeifCalls begin(Arena arena) throws CodecException {
    NativeLibrary heif = NativeLibrary.open(Codec.HEIF.files());
    HeifCalls calls = new HeifCalls(heif, arena);
    if (heif.has("heif_init")) {
      calls.check("heif_init", MemorySegment.NULL);
    }
    return calls;
  }

  /** The functions that return something else. */
  NativeLibrary library() {
    return heif;
  }

  /** What a function makes, which writes its place into its second argument. */
  MemorySegment made(String name, MemorySegment from, Object... more) throws CodecException {
    MemorySegment place = arena.allocate(ValueLayout.ADDRESS);
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = from;
    arguments[1] = place;
    System.arraycopy(more, 0, arguments, 2, more.length);
    check(name, arguments);
    return place.get(ValueLayout.ADDRESS, 0);
  }

  /** What a function makes, which writes its place into its last argument. */
  MemorySegment madeLast(String name, Object... arguments) throws CodecException {
    MemorySegment place = arena.allocate(ValueLayout.ADDRESS);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = place;
    check(name, all);
    return place.get(ValueLayout.ADDRESS, 0);
  }

  boolean succeeds(String name, Object... arguments) throws CodecException {
    return heif.structure(arena, ERROR, name, arguments).get(ValueLayout.JAVA_INT, 0) == 0;
  }

  /**
   * Calls one.
   *
   * @throws CodecException if it returns an error
   */
  void check(String name, Object... arguments) throws CodecException {
    MemorySegment error = heif.structure(arena, ERROR, name, arguments);
    int code = error.get(ValueLayout.JAVA_INT, 0);
    if (code != 0) {
      boolean unsupported = Arrays.stream(UNSUPPORTED).anyMatch(known -> known == code);
      String message = NativeLibrary.text(error.get(ValueLayout.ADDRESS, 8));
      throw new CodecException(
          unsupported ? CodecException.Kind.UNSUPPORTED : CodecException.Kind.DAMAGED,
          name + ": " + code + " " + message);
    }
  }
}
