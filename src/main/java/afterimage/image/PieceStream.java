package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder may see of a file: pieces of it, and bytes that stand for others, one after the
 * other. Reading ends guarded work that is late, whichever decoder does it.
 */
final class PieceStream extends ImageInputStreamImpl {
  private static final int BUFFER = 1 << 14;

  private final FileBytes file;
  private final List<Piece> pieces;
  private final long length;
  private final byte[] buffer = new byte[BUFFER];
  private long bufferStart;
  private int buffered;

  /**
   * A run of bytes.
   *
   * @param start its place in this stream
   * @param from its place in the file; of no meaning if it has bytes of its own
   * @param own bytes that are not the file's, or null
   */
  private record Piece(long start, long length, long from, byte @Nullable [] own) {}

  private PieceStream(FileBytes file, List<Piece> pieces, long length) {
    this.file = file;
    this.pieces = List.copyOf(pieces);
    this.length = length;
  }

  /** A file as it is. */
  static PieceStream whole(FileBytes file) throws IOException {
    return new Builder(file).keep(0, file.size()).build();
  }

  /** Puts pieces together. */
  static final class Builder {
    // A decoder needs a few; a file that makes it more is made to harm.
    private static final int MAX_PIECES = 100_000;

    private final FileBytes file;
    private final List<Piece> pieces = new ArrayList<>();
    private long length;

    Builder(FileBytes file) {
      this.file = file;
    }

    /** Goes on with bytes of the file. */
    Builder keep(long from, long count) throws IOException {
      Piece last = pieces.isEmpty() ? null : pieces.getLast();
      if (last != null && last.own == null && last.from + last.length == from) {
        pieces.removeLast();
        pieces.add(new Piece(last.start, last.length + count, last.from, null));
        length += count;
        return this;
      }
      return add(new Piece(length, count, from, null));
    }

    /** Goes on with other bytes. */
    Builder put(byte[] bytes) throws IOException {
      return add(new Piece(length, bytes.length, 0, bytes));
    }

    /** Goes on with the pieces of another. */
    Builder append(Builder other) throws IOException {
      for (Piece piece : other.pieces) {
        if (piece.own == null) {
          keep(piece.from, piece.length);
        } else {
          put(piece.own);
        }
      }
      return this;
    }

    private Builder add(Piece piece) throws IOException {
      if (pieces.size() == MAX_PIECES) {
        throw Refusal.damaged("more than " + MAX_PIECES + " pieces");
      }
      pieces.add(piece);
      length += piece.length;
      return this;
    }

    PieceStream build() {
      return new PieceStream(file, pieces, length);
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return isBuffered() || fill() ? buffer[(int) (streamPos++ - bufferStart)] & 0xff : -1;
  }

  /** Reads all that is asked for, if there is as much: {@link #readInt} and others rely on that. */
  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    checkClosed();
    bitOffset = 0;
    int all = 0;
    while (all < count) {
      int read = readSome(target, offset + all, count - all);
      if (read <= 0) {
        break;
      }
      streamPos += read;
      all += read;
    }
    return all == 0 && count > 0 ? -1 : all;
  }

  private int readSome(byte[] target, int offset, int count) throws IOException {
    if (!isBuffered() && (count >= BUFFER || !fill())) {
      return readAt(streamPos, target, offset, count);
    }
    int from = (int) (streamPos - bufferStart);
    int read = Math.min(count, buffered - from);
    System.arraycopy(buffer, from, target, offset, read);
    return read;
  }

  private boolean isBuffered() {
    return streamPos >= bufferStart && streamPos < bufferStart + buffered;
  }

  private boolean fill() throws IOException {
    int count = readAt(streamPos, buffer, 0, BUFFER);
    bufferStart = streamPos;
    buffered = Math.max(count, 0);
    return count > 0;
  }

  private int readAt(long at, byte[] target, int offset, int count) throws IOException {
    Deadline.check();
    if (at >= length) {
      return -1;
    }
    Piece piece = pieces.get(pieceAt(at));
    long inside = at - piece.start;
    int most = (int) Math.min(count, piece.length - inside);
    if (piece.own == null) {
      return file.read(piece.from + inside, target, offset, most);
    }
    System.arraycopy(piece.own, (int) inside, target, offset, most);
    return most;
  }

  /** The last piece that starts at or before a place; empty ones are passed over so. */
  private int pieceAt(long at) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).start <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
