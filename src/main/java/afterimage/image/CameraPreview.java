package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The camera's own JPEG inside a RAW file, for want of what develops the file itself. Its place is
 * said in as many ways as there are makers, so it is looked for by its first bytes; of several the
 * largest counts.
 */
final class CameraPreview {
  /** Smaller ones are for the camera's own screen. */
  private static final long MIN_PIXELS = 1_000_000;

  private static final int PIECE = 1 << 20;
  private static final int OVERLAP = 3;
  private static final int MAX_FOUND = 64;
  private static final int MAX_SEGMENTS = 200;

  private CameraPreview() {}

  /**
   * A JPEG.
   *
   * @param at its place in the file
   */
  private record Found(long at, int width, int height) {
    long pixels() {
      return (long) width * height;
    }
  }

  /** Its decoding; null where there is none that is worth refining. */
  static @Nullable Decoder begin(FileBytes file, long maxPixels) throws IOException {
    for (Found found : all(file)) {
      FileBytes jpeg = new FileBytes.Part(file, found.at, file.size() - found.at);
      try {
        Decoding decoding = Decoding.begin(jpeg, PictureFormat.JPEG, maxPixels);
        decoding.isPreview();
        decoding.describedBy(file);
        return decoding;
      } catch (Refusal e) {
        // The next largest may be whole.
        Deadline.check();
      }
    }
    return null;
  }

  /** The largest first. */
  private static List<Found> all(FileBytes file) throws IOException {
    List<Found> all = new ArrayList<>();
    byte[] piece = new byte[PIECE];
    long size = file.size();
    for (long from = 0; from < size && all.size() < MAX_FOUND; from += PIECE - OVERLAP) {
      Deadline.check();
      int count = file.read(from, piece, 0, PIECE);
      for (int i = 0; i + OVERLAP < count && all.size() < MAX_FOUND; i++) {
        boolean start =
            (piece[i] & 0xff) == 0xff
                && (piece[i + 1] & 0xff) == 0xd8
                && (piece[i + 2] & 0xff) == 0xff;
        Found found = start ? measured(file, from + i) : null;
        if (found != null && found.pixels() >= MIN_PIXELS) {
          all.add(found);
        }
      }
      if (count < PIECE) {
        break;
      }
    }
    all.sort(Comparator.comparingLong(Found::pixels).reversed());
    return all;
  }

  /** By its frame header; null if it is none that shows a picture, such as a sensor's samples. */
  private static @Nullable Found measured(FileBytes file, long start) throws IOException {
    byte[] head = new byte[9];
    long at = start + 2;
    for (int i = 0; i < MAX_SEGMENTS; i++) {
      int count = file.read(at, head, 0, head.length);
      if (count < head.length || (head[0] & 0xff) != 0xff) {
        return null;
      }
      int marker = head[1] & 0xff;
      if (marker == 0xc0 || marker == 0xc1 || marker == 0xc2) {
        return new Found(start, number(head, 7), number(head, 5));
      }
      if (marker < 0xc0 || marker == 0xda || marker == 0xc3) {
        return null;
      }
      at += 2 + number(head, 2);
    }
    return null;
  }

  private static int number(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
