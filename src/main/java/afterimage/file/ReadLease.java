package afterimage.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A lease of Linux's on a file that is read in place: as long as it is held, whoever opens the file
 * to write to it, or shortens it, is made to wait (up to {@code /proc/sys/fs/lease-break-time}, 45
 * seconds usually), and the holder can see that somebody waits. A page of a mapped file that is no
 * longer in the file would end the whole process.
 *
 * <p>There is none where the file belongs to somebody else or lies on a file system of the network,
 * and none on other systems; Windows refuses to shorten a mapped file. Source: fcntl(2), "Leases".
 */
public final class ReadLease implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReadLease.class.getName());

  // The same numbers on all of Linux' architectures that Java runs on.
  private static final int CLOSE_ON_EXEC_AND_NEVER_BLOCK = 02000000 | 04000;
  private static final int SET_SIGNAL = 10;
  private static final int SET_LEASE = 1024;
  private static final int GET_LEASE = 1025;
  private static final int READING = 0;
  private static final int NONE = 2;

  /** EAGAIN. */
  private static final int TRY_AGAIN = 11;

  private static final Set<String> LOCAL =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs", "bcachefs");

  /** Sent when somebody waits; ignored by default, while the usual one (SIGIO) ends a process. */
  private static final int SIGURG = 23;

  private static final Optional<Calls> CALLS = Calls.find();

  private final Calls calls;
  private final int descriptor;

  private ReadLease(Calls calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  /** Somebody has the file open for writing, and may shorten it at any moment. */
  public static final class OpenForWritingException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private OpenForWritingException(Path file) {
      super(file.toString(), null, "it is open for writing");
    }
  }

  /**
   * A lease on a file, or nothing where none can be had.
   *
   * @throws OpenForWritingException if it would be had but for somebody who may write to the file
   */
  public static Optional<ReadLease> take(Path file) throws OpenForWritingException {
    return CALLS.isPresent() ? take(CALLS.get(), file) : Optional.empty();
  }

  private static Optional<ReadLease> take(Calls calls, Path file) throws OpenForWritingException {
    int descriptor = calls.open(file, CLOSE_ON_EXEC_AND_NEVER_BLOCK);
    if (descriptor < 0) {
      return Optional.empty();
    }
    int set = calls.fcntl(descriptor, SET_SIGNAL, SIGURG);
    int taken = set < 0 ? set : calls.fcntl(descriptor, SET_LEASE, READING);
    if (taken >= 0) {
      return Optional.of(new ReadLease(calls, descriptor));
    }
    calls.close(descriptor);
    if (taken == -TRY_AGAIN && isLocal(file)) {
      throw new OpenForWritingException(file);
    }
    return Optional.empty();
  }

  /** File systems of the network say "try again" for every file that nobody lends them. */
  private static boolean isLocal(Path file) {
    try {
      return LOCAL.contains(Files.getFileStore(file).type());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody waits for this lease to be given back, or has ceased to wait. */
  public boolean isWanted() {
    return calls.fcntl(descriptor, GET_LEASE, 0) != READING;
  }

  /** Gives the lease back: whoever waits goes on. */
  @Override
  public void close() {
    calls.fcntl(descriptor, SET_LEASE, NONE);
    calls.close(descriptor);
  }

  /** The C library's functions. */
  private record Calls(MethodHandle openCall, MethodHandle fcntlCall, MethodHandle closeCall) {
    private static final long ERROR =
        Linker.Option.captureStateLayout()
            .byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    static Optional<Calls> find() {
      boolean known = Set.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
      boolean linux =
          System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
      return known && linux ? Optional.of(linked()) : Optional.empty();
    }

    @SuppressWarnings("restricted") // the C library's own functions
    private static Calls linked() {
      Linker linker = Linker.nativeLinker();
      Linker.Option third = Linker.Option.firstVariadicArg(2);
      return new Calls(
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("open"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT),
              third),
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("fcntl"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT),
              third,
              Linker.Option.captureCallState("errno")),
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("close"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
    }

    int open(Path file, int flags) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString());
        return (int) openCall.invokeExact(name, flags, 0);
      } catch (Throwable e) {
        return failed(e);
      }
    }

    /** What the call gives, or the error's number, made negative. */
    int fcntl(int descriptor, int command, int argument) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
        int result = (int) fcntlCall.invokeExact(state, descriptor, command, argument);
        return result < 0 ? -state.get(ValueLayout.JAVA_INT, ERROR) : result;
      } catch (Throwable e) {
        return failed(e);
      }
    }

    void close(int descriptor) {
      try {
        int _ = (int) closeCall.invokeExact(descriptor);
      } catch (Throwable e) {
        failed(e);
      }
    }

    private static int failed(Throwable e) {
      LOG.log(System.Logger.Level.DEBUG, "a call of the C library failed", e);
      return -1;
    }
  }
}
