package afterimage.image.codec;

import afterimage.file.FolderRemoval;
import afterimage.guard.Deadline;
import afterimage.process.ChildProgram;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A picture that another process decodes: first its size, then its rows, then what else the file
 * has; or one that it encodes. Whatever happens there, here it is an {@link IOException}; reading
 * ends guarded work that is late.
 */
public final class CodecClient implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CodecClient.class.getName());
  private static final Duration START = Duration.ofSeconds(60);
  private static final int BUFFER = 1 << 16;

  private final Process process;
  private final Path folder;
  private final DataInputStream in;

  private CodecClient(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.in = new DataInputStream(new PolledStream(process));
  }

  /** Writes what a process is to work on. */
  @FunctionalInterface
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Starts decoding.
   *
   * @param bytes how many the file has
   * @param maxPixels that may be decoded
   * @param limit after which the process ends, whatever it does
   * @throws CodecException if no process can be started
   */
  public static CodecClient decode(
      Codec codec, Source file, long bytes, long maxPixels, Duration limit) throws IOException {
    CodecClient client = start(CodecProcess.Order.decode(codec, bytes, maxPixels, limit));
    client.send(file);
    return client;
  }

  private void send(Source file) {
    try {
      file.writeTo(process.getOutputStream());
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It may have refused already: its answer says why.
      LOG.log(System.Logger.Level.DEBUG, "a codec takes no more", e);
    }
  }

  /**
   * What a library is.
   *
   * @throws CodecException if it is not installed, or nobody can tell
   */
  public static LibraryFacts describe(Codec codec) throws IOException {
    try (CodecClient client = start(CodecProcess.Order.describe(codec, START))) {
      client.expect(PictureOutput.DESCRIBED);
      return new LibraryFacts(client.in.readUTF(), client.in.readBoolean());
    }
  }

  /**
   * Encodes a picture.
   *
   * @param target gets the file
   * @param limit after which the process ends, whatever it does
   * @throws CodecException if the library is missing or does not encode it
   */
  public static void encode(
      Codec codec, UnencodedPicture picture, OutputStream target, Duration limit)
      throws IOException {
    try (CodecClient client = start(CodecProcess.Order.encode(codec, limit))) {
      client.send(out -> picture.writeTo(new DataOutputStream(out)));
      client.take(target);
    }
  }

  /** Takes what was encoded. */
  private void take(OutputStream target) throws IOException {
    expect(PictureOutput.ENCODED);
    long left = in.readLong();
    byte[] piece = new byte[BUFFER];
    while (left > 0) {
      int count = (int) Math.min(left, piece.length);
      in.readFully(piece, 0, count);
      target.write(piece, 0, count);
      left -= count;
    }
  }

  private static CodecClient start(CodecProcess.Order order) throws IOException {
    Path folder = Files.createTempDirectory("decoder-");
    try {
      ProcessBuilder builder =
          ChildProgram.of(CodecProcess.class, CodecProcess.COMMAND, order.arguments(), folder)
              .orElseThrow(() -> new CodecException(CodecException.Kind.NO_PROCESS, "no Java"));
      return new CodecClient(
          builder.redirectError(ProcessBuilder.Redirect.DISCARD).start(), folder);
    } catch (IOException e) {
      FolderRemoval.remove(folder);
      throw e instanceof CodecException
          ? e
          : new CodecException(CodecException.Kind.NO_PROCESS, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What is coming.
   *
   * @throws CodecException if the picture is refused
   */
  public PictureHeader header() throws IOException {
    expect(PictureOutput.BEGINS);
    return PictureHeader.read(in);
  }

  /** Takes rows. */
  @FunctionalInterface
  public interface Rows {
    /** A row of samples, little-endian where they have 16 bits; used again for the next. */
    void row(int y, byte[] bytes);
  }

  /**
   * Reads the pixels.
   *
   * @throws CodecException if the picture is refused, or the process has died
   */
  public void pixels(PictureHeader header, Rows rows) throws IOException {
    expect(PictureOutput.PIXELS);
    byte[] row = new byte[Math.toIntExact(header.rowBytes())];
    for (int y = 0; y < header.height(); y++) {
      in.readFully(row);
      rows.row(y, row);
    }
  }

  /** Reads what else there is, behind the pixels. */
  public PictureParts parts() throws IOException {
    return PictureParts.read(in);
  }

  private void expect(int kind) throws IOException {
    int found = in.read();
    if (found == PictureOutput.REFUSED) {
      String name = in.readUTF();
      String detail = in.readUTF();
      for (CodecException.Kind reason : CodecException.Kind.values()) {
        if (reason.name().equals(name)) {
          throw new CodecException(reason, detail);
        }
      }
    }
    if (found != kind) {
      throw new CodecException(CodecException.Kind.DAMAGED, "the decoder ended: " + found);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    try {
      FolderRemoval.remove(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a decoder's folder stays", e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a process says, for a reader that can be interrupted and asks whether it is late. */
  private static final class PolledStream extends InputStream {
    private static final int PAUSE_MILLIS = 2;
    private final Process process;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;

    PolledStream(Process process) {
      this.process = process;
      this.in = process.getInputStream();
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int taken = Math.min(count, filled - next);
      System.arraycopy(buffer, next, target, offset, taken);
      next += taken;
      return taken;
    }

    private boolean fill() throws IOException {
      if (next < filled) {
        return true;
      }
      next = 0;
      filled = 0;
      while (in.available() == 0) {
        Deadline.check();
        if (!process.isAlive() && in.available() == 0) {
          return false;
        }
        pause();
      }
      filled = Math.max(0, in.read(buffer, 0, BUFFER));
      Deadline.check();
      return filled > 0;
    }

    private static void pause() throws IOException {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }
}
