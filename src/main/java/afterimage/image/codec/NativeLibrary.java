package afterimage.image.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A library of the system's and its functions by name. What they take follows from what they are
 * given: {@code int}, {@code long} (also for {@code size_t}), {@code float} or a pointer.
 */
@SuppressWarnings({"restricted", "CatchingUnchecked"}) // Whatever it is, the process says so.
final class NativeLibrary {
  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Loads the first that there is.
   *
   * @throws CodecException if there is none
   */
  static NativeLibrary open(List<String> files) throws CodecException {
    for (String file : files) {
      Optional<NativeLibrary> library = find(file);
      if (library.isPresent()) {
        return library.get();
      }
    }
    throw new CodecException(CodecException.Kind.MISSING, files.getFirst());
  }

  private static Optional<NativeLibrary> find(String file) {
    try {
      return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it has a function, which older ones may not. */
  boolean has(String name) {
    return symbols.find(name).isPresent();
  }

  /** A function's own address, to be handed to another. */
  MemorySegment address(String name) throws CodecException {
    return symbols
        .find(name)
        .orElseThrow(() -> new CodecException(CodecException.Kind.UNSUPPORTED, "no " + name));
  }

  void run(String name, Object... arguments) throws CodecException {
    call(name, null, arguments);
  }

  int integer(String name, Object... arguments) throws CodecException {
    return (int) result(name, ValueLayout.JAVA_INT, arguments);
  }

  long number(String name, Object... arguments) throws CodecException {
    return (long) result(name, ValueLayout.JAVA_LONG, arguments);
  }

  float real(String name, Object... arguments) throws CodecException {
    return (float) result(name, ValueLayout.JAVA_FLOAT, arguments);
  }

  MemorySegment pointer(String name, Object... arguments) throws CodecException {
    return (MemorySegment) result(name, ValueLayout.ADDRESS, arguments);
  }

  /** A text that lives as long as the library. */
  String text(String name, Object... arguments) throws CodecException {
    return text(pointer(name, arguments));
  }

  static String text(MemorySegment pointer) {
    return pointer.equals(MemorySegment.NULL) ? "" : pointer.reinterpret(1 << 16).getString(0);
  }

  /** A function whose result is a structure. */
  MemorySegment structure(Arena arena, MemoryLayout layout, String name, Object... arguments)
      throws CodecException {
    Object[] all = new Object[arguments.length + 1];
    all[0] = arena;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try {
      return (MemorySegment) handle(name, layout, arguments).invokeWithArguments(all);
    } catch (CodecException e) {
      throw e;
    } catch (Throwable e) {
      throw new CodecException(CodecException.Kind.DAMAGED, name + ": " + e);
    }
  }

  private Object result(String name, MemoryLayout layout, Object... arguments)
      throws CodecException {
    Object result = call(name, layout, arguments);
    if (result == null) {
      throw new IllegalStateException(name + " gave nothing");
    }
    return result;
  }

  private @Nullable Object call(String name, @Nullable MemoryLayout layout, Object... arguments)
      throws CodecException {
    try {
      return handle(name, layout, arguments).invokeWithArguments(arguments);
    } catch (CodecException e) {
      throw e;
    } catch (Throwable e) {
      throw new CodecException(CodecException.Kind.DAMAGED, name + ": " + e);
    }
  }

  private MethodHandle handle(String name, @Nullable MemoryLayout result, Object... arguments)
      throws CodecException {
    List<MemoryLayout> layouts = new ArrayList<>();
    Arrays.stream(arguments).map(NativeLibrary::layout).forEach(layouts::add);
    MemoryLayout[] taken = layouts.toArray(MemoryLayout[]::new);
    return Linker.nativeLinker()
        .downcallHandle(
            address(name),
            result == null
                ? FunctionDescriptor.ofVoid(taken)
                : FunctionDescriptor.of(result, taken));
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> ValueLayout.JAVA_INT;
      case Long _ -> ValueLayout.JAVA_LONG;
      case Float _ -> ValueLayout.JAVA_FLOAT;
      default -> ValueLayout.ADDRESS;
    };
  }
}
