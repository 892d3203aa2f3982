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

/**
 * The process that decodes a picture by the system's library. Whatever native code does here, the
 * program that asked goes on; a process whose program has gone, or that is late, ends.
 */
public final class CodecProcess {
  /** By which the program's own main class is told to run this one. */
  public static final String COMMAND = "--decode-picture";

  private CodecProcess() {}

  /**
   * What is to be done.
   *
   * @param codec by which library
   * @param bytes how many the file has; -1 if only the library's version is asked for
   * @param maxPixels that may be decoded
   * @param limit how long that may take
   */
  record Order(Codec codec, long bytes, long maxPixels, Duration limit) {
    static Order read(String... arguments) {
      return new Order(
          Codec.valueOf(arguments[0]),
          Long.parseLong(arguments[1]),
          Long.parseLong(arguments[2]),
          Duration.parse(arguments[3]));
    }

    String[] arguments() {
      return new String[] {
        codec.name(), Long.toString(bytes), Long.toString(maxPixels), limit.toString()
      };
    }
  }

  /** Decodes what the standard input has, onto the standard output. */
  public static void main(String[] args) {
    FileOutputStream stream = new FileOutputStream(FileDescriptor.out);
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    System.setOut(System.err);
    Order order = Order.read(args);
    PictureOutput out = new PictureOutput(stream, order.maxPixels);
    endAfter(order.limit);
    int status = 0;
    try {
      if (order.bytes < 0) {
        out.version(version(order.codec));
      } else {
        MemorySegment file = read(in.getChannel(), order.bytes);
        ParentProgram.endWith(in);
        decode(order.codec, file, out);
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

  private static String version(Codec codec) throws CodecException {
    return switch (codec) {
      case HEIF -> HeifDecoder.version();
      case JXL -> JxlDecoder.version();
      case RAW -> RawDecoder.version();
    };
  }

  static void decode(Codec codec, MemorySegment file, PictureOutput out) throws IOException {
    switch (codec) {
      case HEIF -> HeifDecoder.decode(file, out);
      case JXL -> JxlDecoder.decode(file, out);
      case RAW -> RawDecoder.decode(file, out);
    }
  }

  private static MemorySegment read(FileChannel in, long bytes) throws IOException {
    MemorySegment file = Arena.global().allocate(Math.max(1, bytes), 16);
    ByteBuffer buffer = file.asByteBuffer().limit((int) bytes);
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new IOException("cut");
      }
    }
    return file.asSlice(0, bytes);
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
