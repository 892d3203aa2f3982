package afterimage.image;

import afterimage.guard.Deadline;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Inflates a file's compressed pieces, all together only so far: a bomb costs what a text may. */
final class BoundedInflater {
  private static final int BUFFER = 1 << 14;

  private int left;

  /**
   * @param most bytes that all pieces together may become
   */
  BoundedInflater(int most) {
    this.left = most;
  }

  /**
   * What a piece was, or null if it is damaged, becomes larger than {@code limit}, or too much was
   * inflated before it.
   */
  byte @Nullable [] inflate(byte[] deflated, int offset, int limit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(deflated, offset, deflated.length - offset);
      while (!inflater.finished()) {
        Deadline.check();
        int count = inflater.inflate(buffer);
        left -= count;
        boolean stuck = count == 0 && !inflater.finished();
        if (stuck || left < 0 || out.size() + count > limit) {
          return null;
        }
        out.write(buffer, 0, count);
      }
    } catch (DataFormatException e) {
      return null;
    }
    return out.toByteArray();
  }
}
