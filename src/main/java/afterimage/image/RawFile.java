package afterimage.image;

import java.io.IOException;
import java.util.List;

/** Tells files of cameras' sensors from pictures; most of them begin as TIFF does. */
final class RawFile {
  private static final int PHOTOMETRIC = 262;
  private static final int SUB_DIRECTORIES = 330;
  private static final int DNG_VERSION = 50_706;

  /** Samples of a sensor's filters, and of a sensor without (DNG 1.7, chapter 4). */
  private static final List<Long> SENSOR = List.of(32_803L, 34_892L);

  private static final int MAX_SUB_DIRECTORIES = 16;

  private RawFile() {}

  /** By a file's first bytes: Canon, Olympus, Panasonic, Fujifilm, Sigma, Minolta. */
  static boolean isOfCamera(String start) {
    return start.startsWith("CR\2", 8)
        || start.startsWith("IIRO")
        || start.startsWith("IIRS")
        || start.startsWith("MMOR")
        || start.startsWith("IIU\0")
        || start.startsWith("FUJIFILMCCD-RAW")
        || start.startsWith("FOVb")
        || start.startsWith("\0MRM")
        || start.startsWith("HEAPCCDR", 6);
  }

  /** Whether a TIFF file is a DNG, or has a sensor's samples in a directory. */
  static boolean isTiffOfCamera(FileBytes file) {
    try {
      PieceStream in = PieceStream.whole(file);
      TiffDirectory first = TiffDirectory.first(in);
      if (first.hasTag(DNG_VERSION) || isOfSensor(first)) {
        return true;
      }
      TiffDirectory.Field places = first.field(SUB_DIRECTORIES);
      for (int i = 0; places != null && i < Math.min(places.count(), MAX_SUB_DIRECTORIES); i++) {
        if (isOfSensor(first.at(first.number(places, i, 0)))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // Whoever reads it as TIFF will say what is wrong.
    }
  }

  private static boolean isOfSensor(TiffDirectory directory) throws IOException {
    return SENSOR.contains(directory.number(PHOTOMETRIC, 0));
  }
}
