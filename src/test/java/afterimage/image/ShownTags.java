package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What other programs would show of a block of EXIF; reads it by itself, for tests. */
final class ShownTags {
  private static final int GPS = 0x8825;
  private static final int EXIF = 0x8769;
  private static final int SUB_DIRECTORIES = 0x014a;
  private static final Set<Integer> CAMERA = Set.of(0x010f, 0x0110);

  private final ByteBuffer block;
  private final Set<Integer> seen = new HashSet<>();
  private final List<String> location = new ArrayList<>();
  private final List<String> camera = new ArrayList<>();

  private ShownTags(byte[] exif) {
    block = ByteBuffer.wrap(exif);
    if (exif.length < 8 || exif[0] != exif[1] || (exif[0] != 'I' && exif[0] != 'M')) {
      return;
    }
    block.order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    directory(block.getInt(4), false);
  }

  /** The tags that say where a picture was taken. */
  static List<String> location(byte[] exif) {
    return new ShownTags(exif).location;
  }

  /** The tags that say with which camera. */
  static List<String> camera(byte[] exif) {
    return new ShownTags(exif).camera;
  }

  /** Texts that say where a picture was taken: XMP's properties and settings of raw EXIF. */
  static List<String> location(Map<String, String> texts) {
    return texts.values().stream()
        .filter(text -> text.contains("GPSLatitude") || text.contains("GPSLongitude"))
        .toList();
  }

  private void directory(int start, boolean gps) {
    if (start < 8 || start > block.limit() - 2 || !seen.add(start)) {
      return;
    }
    int count = block.getShort(start) & 0xffff;
    for (int i = 0; i < count && start + 14 + 12 * i <= block.limit(); i++) {
      int at = start + 2 + 12 * i;
      int tag = block.getShort(at) & 0xffff;
      if (gps && tag >= 1 && tag <= 4) {
        location.add("GPS " + tag);
      }
      if (CAMERA.contains(tag) && !gps) {
        camera.add("IFD " + tag);
      }
      if (!gps && (tag == EXIF || tag == GPS || tag == SUB_DIRECTORIES)) {
        directory(block.getInt(at + 8), tag == GPS);
      }
    }
    int next = start + 2 + 12 * count;
    if (!gps && next + 4 <= block.limit()) {
      directory(block.getInt(next), false);
    }
  }
}
