package afterimage.image;

import afterimage.guard.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a JPEG's markers (ITU-T T.81, B.1). The decoder gets those that make pixels; of
 * the others only what says which colours they are.
 */
final class JpegFile {
  // Programs write up to about 15; each may visit every pixel.
  private static final int USUAL_SCANS = 20;
  private static final long MAX_WORK = 400_000_000;
  // A block of 8 × 8 pixels takes a bit at least.
  private static final long PIXELS_A_BYTE = 1024;
  // A segment with less is the block's last.
  private static final int FULL_EXIF = 60_000;

  /** How a segment of Photoshop's image resources begins. */
  static final String PHOTOSHOP = "Photoshop 3.0\0";

  private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
  };
  // An empty block: decoders take three components for YCbCr where there is one.
  private static final byte[] EXIF = {
    (byte) 0xff,
    (byte) 0xe1,
    0,
    22,
    'E',
    'x',
    'i',
    'f',
    0,
    0,
    'I',
    'I',
    42,
    0,
    8,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0
  };

  private final FileBytes file;
  private final PieceStream in;
  private final long size;
  private final EmbeddedData embedded;
  private final PieceStream.Builder pieces;
  private final JpegProfile profile = new JpegProfile();
  private final ExtendedXmp extended = new ExtendedXmp();
  private final ByteArrayOutputStream resources = new ByteArrayOutputStream();
  private byte @Nullable [] packet;
  private final Set<Integer> scanned = new HashSet<>();
  private boolean jfif;
  private boolean exif;
  private byte @Nullable [] adobe;
  private int frame = -1;
  private long pixels;
  private int components;
  private int scans;

  private JpegFile(FileBytes file, EmbeddedData embedded) throws IOException {
    this.file = file;
    this.in = PieceStream.whole(file);
    this.size = file.size();
    this.embedded = embedded;
    this.pieces = new PieceStream.Builder(file);
  }

  /**
   * What the decoder may see.
   *
   * @param embedded gets what else there is
   * @throws Refusal if it is cut, or made to take too long
   */
  static PieceStream walk(FileBytes file, EmbeddedData embedded) throws IOException {
    return new JpegFile(file, embedded).walk();
  }

  private PieceStream walk() throws IOException {
    long at = 2;
    int marker = nextMarker(at);
    while (marker >= 0 && marker != 0xd9) {
      Deadline.check();
      at = in.getStreamPosition();
      boolean alone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
      if (!alone) {
        at = segment(marker, at);
      }
      marker = nextMarker(at);
    }
    requireWhole(marker);
    if (marker >= 0 && JpegTrailer.hasVideo(in, in.getStreamPosition())) {
      embedded.leaveOutVideo();
    }
    keepPacket();
    embedded.keepResources(resources.toByteArray());
    return build();
  }

  private void keepPacket() {
    byte[] main = packet;
    if (main == null) {
      return;
    }
    byte[] joined = extended.isEmpty() ? main : extended.join(main);
    if (joined == null) {
      embedded.leaveOutText();
    }
    if (GainMap.isAnnouncedBy(main)) {
      embedded.leaveOutGainMap();
    }
    embedded.keepXmp(joined == null ? main : joined);
  }

  /** The next marker at or after a place, or -1 at the end; leaves the stream behind it. */
  private int nextMarker(long at) throws IOException {
    in.seek(at);
    int last = 0;
    for (int value = in.read(); value >= 0; value = in.read()) {
      if (last == 0xff && value != 0 && value != 0xff) {
        return value;
      }
      last = value;
    }
    return -1;
  }

  /**
   * Looks at a segment.
   *
   * @param at behind its marker
   * @return the place behind it, and behind the scan that it begins
   */
  private long segment(int marker, long at) throws IOException {
    if (size - at < 2) {
      throw Refusal.cut("marker " + marker);
    }
    in.seek(at);
    int length = in.readUnsignedShort();
    long end = at + length;
    if (length < 2 || end > size) {
      throw length < 2 ? Refusal.damaged("marker " + marker) : Refusal.cut("marker " + marker);
    }
    if (marker >= 0xe0 && marker <= 0xef) {
      if (scans == 0) {
        application(marker, bytes(length - 2));
      }
      return end;
    }
    if (marker == 0xfe) {
      embedded.keepComment(bytes(length - 2));
      return end;
    }
    if (marker == 0xda) {
      scan(length);
      end = scanEnd(end);
    } else if (marker >= 0xc0
        && marker <= 0xcf
        && marker != 0xc4
        && marker != 0xc8
        && marker != 0xcc) {
      frame(marker, length);
    }
    pieces.keep(at - 2, end - at + 2);
    return end;
  }

  private void application(int marker, byte[] data) {
    switch (marker) {
      case 0xe0 -> {
        if (startsWith(data, "JFIF\0")) {
          jfif = true;
          density(data);
        }
      }
      case 0xe1 -> {
        String xmp = "http://ns.adobe.com/xap/1.0/\0";
        if (startsWith(data, "Exif\0")) {
          exif = true;
          if (data.length > 6) {
            keepExif(Arrays.copyOfRange(data, 6, data.length));
          }
        } else if (startsWith(data, xmp)) {
          packet = Arrays.copyOfRange(data, xmp.length(), data.length);
        } else if (startsWith(data, ExtendedXmp.PREFIX)) {
          extended.add(Arrays.copyOfRange(data, ExtendedXmp.PREFIX.length(), data.length));
        }
      }
      case 0xe2 -> {
        profile.add(data);
        if (startsWith(data, GainMap.ISO)) {
          embedded.leaveOutGainMap();
        }
        if (startsWith(data, JpegTrailer.LIST)) {
          int from = JpegTrailer.LIST.length();
          byte[] list = Arrays.copyOfRange(data, from, data.length);
          embedded.leaveOutPictures(JpegTrailer.pictures(list));
        }
      }
      case 0xed -> {
        if (startsWith(data, PHOTOSHOP)) {
          // Longer resources go on in the next segment.
          resources.write(data, PHOTOSHOP.length(), data.length - PHOTOSHOP.length());
        }
      }
      case 0xee -> {
        if (startsWith(data, "Adobe") && data.length >= 12) {
          adobe = data;
        }
      }
      default -> {}
    }
  }

  /** Longer blocks go on in the next segment, as exiftool writes them. */
  private void keepExif(byte[] data) {
    byte[] before = embedded.exif();
    boolean begins = data.length >= 4 && (data[0] == 'I' || data[0] == 'M') && data[0] == data[1];
    boolean goesOn = !begins && before != null && before.length >= FULL_EXIF;
    if (before == null || !goesOn) {
      embedded.keepExif(data);
    } else if (before.length + data.length <= EmbeddedData.MAX_EXIF) {
      byte[] all = Arrays.copyOf(before, before.length + data.length);
      System.arraycopy(data, 0, all, before.length, data.length);
      embedded.keepExif(all);
    }
  }

  private void density(byte[] header) {
    if (header.length >= 12) {
      ByteBuffer numbers = ByteBuffer.wrap(header);
      int x = numbers.getShort(8) & 0xffff;
      int y = numbers.getShort(10) & 0xffff;
      embedded.keepResolution(Resolution.ofJfif(header[7], x, y));
    }
  }

  private void frame(int marker, int length) throws IOException {
    if (frame >= 0 || length < 8) {
      throw Refusal.damaged("frame " + marker);
    }
    if (marker > 0xc3) {
      // Hierarchical or arithmetic-coded.
      throw new Refusal(Refusal.Reason.COMPRESSION, "frame " + marker);
    }
    frame = marker;
    in.skipBytes(1);
    pixels = (long) in.readUnsignedShort() * in.readUnsignedShort();
    components = in.readUnsignedByte();
  }

  private void scan(int length) throws IOException {
    scans++;
    if (scans > USUAL_SCANS && scans * pixels > MAX_WORK) {
      throw new Refusal(Refusal.Reason.TOO_SLOW, scans + " scans");
    }
    int count = length < 3 ? 0 : in.readUnsignedByte();
    for (int i = 0; i < count && length >= 3 + 2 * (i + 1); i++) {
      scanned.add(in.readUnsignedByte());
      in.skipBytes(1);
    }
  }

  /** Where the entropy-coded data end: at the next marker that is none of theirs. */
  private long scanEnd(long from) throws IOException {
    long at = from;
    while (true) {
      int marker = nextMarker(at);
      at = in.getStreamPosition();
      if (marker < 0) {
        return size;
      }
      if (marker < 0xd0 || marker > 0xd7) {
        return at - 2;
      }
    }
  }

  /**
   * Without its last marker a file may still have every pixel, but for one whose scans refine each
   * other nobody can tell.
   */
  private void requireWhole(int marker) throws IOException {
    if (frame < 0 || scans == 0) {
      throw Refusal.cut("no pixels");
    }
    boolean sequential = frame == 0xc0 || frame == 0xc1;
    if (marker < 0 && (!sequential || scanned.size() < components)) {
      throw Refusal.cut("no end");
    }
    if (pixels > PIXELS_A_BYTE * size) {
      throw Refusal.cut(size + " bytes for " + pixels + " pixels");
    }
  }

  private PieceStream build() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(START);
    if (jfif) {
      head.write(JFIF);
    }
    if (exif) {
      head.write(EXIF);
    }
    byte[] kept = profile.isFound() ? embedded.keepProfile(profile.whole(), components) : null;
    // The decoder converts RGB by it on its own, and what sRGB cannot show would be lost.
    if (kept != null && components != 3) {
      JpegProfile.write(kept, head);
    }
    if (adobe != null) {
      JpegSegments.segment(0xee, "", adobe, head);
    }
    PieceStream.Builder all = new PieceStream.Builder(file).put(head.toByteArray());
    return all.append(pieces).put(END).build();
  }

  private byte[] bytes(int count) throws IOException {
    byte[] data = new byte[count];
    in.readFully(data);
    return data;
  }

  private static boolean startsWith(byte[] data, String prefix) {
    if (data.length < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (data[i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
