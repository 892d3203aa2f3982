package afterimage.image.codec;

import afterimage.process.ParentProgram;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;

/**
 * The process that decodes or encodes a picture by the system's library. Whatever native code does
 * here, the program that asked goes on; a process whose program has gone, or that is late, ends.
 */
public final class CodecProcess {
  /** By which the program's own main class is told to run this one. */
  public static final String COMMAND = "--decode-picture";

  private static final long PIECE = 1 << 24;

  private CodecProcess() {}

  /** What can be done. */
  enum Task {
    /** A file becomes a picture. */
    DECODE,
    /** A picture becomes a file. */
    ENCODE,
    /** What the library is, and whether it encodes. */
    DESCRIBE
  }

  /**
   * What is to be done.
   *
   * @param codec by which library
   * @param bytes how many the file has that is to be decoded
   * @param maxPixels that may be decoded
   * @param limit how long that may take
   */
  record Order(Task task, Codec codec, long bytes, long maxPixels, Duration limit) {
    static Order read(String... arguments) {
      return new Order(
          Task.valueOf(arguments[0]),
          Codec.valueOf(arguments[1]),
          Long.parseLong(arguments[2]),
          Long.parseLong(arguments[3]),
          Duration.parse(arguments[4]));
    }

    static Order decode(Codec codec, long bytes, long maxPixels, Duration limit) {
      return new Order(Task.DECODE, codec, bytes, maxPixels, limit);
    }

    static Order encode(Codec codec, Duration limit) {
      return new Order(Task.ENCODE, codec, 0, 0, limit);
    }

    static Order describe(Codec codec, Duration limit) {
      return new Order(Task.DESCRIBE, codec, 0, 0, limit);
    }

    List<String> arguments() {
      return List.of(
          task.name(),
          codec.name(),
          Long.toString(bytes),
          Long.toString(maxPixels),
          limit.toString());
    }
  }

  /** Does what the arguments say with what the standard input has, onto the standard output. */
  public static void main(String[] args) {
    FileOutputStream stream = new FileOutputStream(FileDescriptor.out);
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    System.setOut(System.err);
    Order order = Order.read(args);
    PictureOutput out = new PictureOutput(stream, order.maxPixels);
    endAfter(order.limit);
    int status = 0;
    try {
      switch (order.task) {
        case DECODE -> {
          MemorySegment file = read(in.getChannel(), order.bytes);
          ParentProgram.endWith(in);
          decode(order.codec, file, out);
        }
        case ENCODE -> {
          PictureInput picture = PictureInput.read(in);
          ParentProgram.endWith(in);
          encode(order.codec, picture, out);
        }
        case DESCRIBE -> out.describe(describe(order.codec));
      }
    } catch (CodecException e) {
      status = refuse(out, e);
    } catch (IOException e) {
      status = 1; // Nobody listens.
    } catch (RuntimeException | Error e) {
      status = refuse(out, new CodecException(CodecException.Kind.DAMAGED, String.valueOf(e)));
    }
    // Not an exit: nothing that a library would do at one is wanted.
    Runtime.getRuntime().halt(status);
  }

  private static int refuse(PictureOutput out, CodecException reason) {
    try {
      out.refuse(reason);
      return 0;
    } catch (IOException e) {
      return 1;
    }
  }

  private static LibraryFacts describe(Codec codec) throws CodecException {
    return switch (codec) {
      case HEIF -> new LibraryFacts(HeifDecoder.version(), HeifEncoder.isThere());
      case JXL -> new LibraryFacts(JxlDecoder.version(), JxlEncoder.isThere());
      case RAW -> new LibraryFacts(RawDecoder.version(), false);
    };
  }

  private static void encode(Codec codec, PictureInput picture, PictureOutput out)
      throws IOException {
    switch (codec) {
      case HEIF -> HeifEncoder.encode(picture, out);
      case JXL -> JxlEncoder.encode(picture, out);
      case RAW -> throw new CodecException(CodecException.Kind.UNSUPPORTED, "RAW is not written");
    }
  }

  static void decode(Codec codec, MemorySegment file, PictureOutput out) throws IOException {
    switch (codec) {
      case HEIF -> HeifDecoder.decode(file, out);
      case JXL -> JxlDecoder.decode(file, out);
      case RAW -> RawDecoder.decode(file, out);
    }
  }

  /** So many bytes. */
  static MemorySegment read(FileChannel in, long bytes) throws IOException {
    MemorySegment all = Arena.global().allocate(Math.max(1, bytes), 16);
    for (long at = 0; at < bytes; at += PIECE) {
      ByteBuffer piece = all.asSlice(at, Math.min(PIECE, bytes - at)).asByteBuffer();
      while (piece.hasRemaining()) {
        if (in.read(piece) < 0) {
          throw new IOException("cut");
        }
      }
    }
    return all.asSlice(0, bytes);
  }

  private static void endAfter(Duration limit) {
    Thread.ofPlatform()
        .daemon()
        .name("late")
        .start(
            () -> {
              try {
                Thread.sleep(limit);
              } catch (InterruptedException e) {
                // Nobody interrupts.
              }
              Runtime.getRuntime().halt(2);
            });
  }
}
