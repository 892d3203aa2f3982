package afterimage.image;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tags of EXIF's directories, by their numbers (EXIF 3.0, annex A; TIFF 6.0; Microsoft's XP tags).
 */
final class ExifTag {
  static final int EXIF_DIRECTORY = 0x8769;
  static final int GPS_DIRECTORY = 0x8825;
  static final int INTEROP_DIRECTORY = 0xa005;
  static final int SUB_DIRECTORIES = 0x014a;
  static final int MAKER_NOTE = 0x927c;
  static final int USER_COMMENT = 0x9286;
  static final int XMP = 0x02bc;
  static final int IPTC = 0x83bb;
  static final int PHOTOSHOP = 0x8649;
  static final int PROFILE = 0x8773;
  static final int X_RESOLUTION = 0x011a;
  static final int Y_RESOLUTION = 0x011b;
  static final int RESOLUTION_UNIT = 0x0128;

  /** The fields that say how large a picture is to be printed. */
  static final Set<Integer> RESOLUTION = Set.of(X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT);

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(0x010d, "DocumentName"),
          Map.entry(0x010e, "ImageDescription"),
          Map.entry(0x010f, "Make"),
          Map.entry(0x0110, "Model"),
          Map.entry(0x0131, "Software"),
          Map.entry(0x0132, "DateTime"),
          Map.entry(0x013b, "Artist"),
          Map.entry(0x013c, "HostComputer"),
          Map.entry(0x8298, "Copyright"),
          Map.entry(0x8824, "SpectralSensitivity"),
          Map.entry(0x9003, "DateTimeOriginal"),
          Map.entry(0x9004, "DateTimeDigitized"),
          Map.entry(0x9010, "OffsetTime"),
          Map.entry(0x9011, "OffsetTimeOriginal"),
          Map.entry(0x9012, "OffsetTimeDigitized"),
          Map.entry(USER_COMMENT, "UserComment"),
          Map.entry(0x9290, "SubSecTime"),
          Map.entry(0x9291, "SubSecTimeOriginal"),
          Map.entry(0x9292, "SubSecTimeDigitized"),
          Map.entry(0x9c9b, "XPTitle"),
          Map.entry(0x9c9c, "XPComment"),
          Map.entry(0x9c9d, "XPAuthor"),
          Map.entry(0x9c9e, "XPKeywords"),
          Map.entry(0x9c9f, "XPSubject"),
          Map.entry(0xa420, "ImageUniqueID"),
          Map.entry(0xa430, "CameraOwnerName"),
          Map.entry(0xa431, "BodySerialNumber"),
          Map.entry(0xa433, "LensMake"),
          Map.entry(0xa434, "LensModel"),
          Map.entry(0xa435, "LensSerialNumber"),
          Map.entry(0xa436, "ImageTitle"),
          Map.entry(0xa437, "Photographer"),
          Map.entry(0xa438, "ImageEditor"),
          Map.entry(0xa439, "CameraFirmware"),
          Map.entry(0xa43a, "RAWDevelopingSoftware"),
          Map.entry(0xa43b, "ImageEditingSoftware"),
          Map.entry(0xa43c, "MetadataEditingSoftware"));

  // Shape, exposure and look; neither pressure nor depth of water, which tell the height.
  private static final Set<Integer> NUMBERS =
      Set.of(
          0x0001, 0x0002, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011a, 0x011b,
          0x011c, 0x0128, 0x012d, 0x013e, 0x013f, 0x0211, 0x0212, 0x0213, 0x0214, 0x1000, 0x1001,
          0x1002, 0x4746, 0x4749, 0x829a, 0x829d, 0x8822, 0x8827, 0x8828, 0x882a, 0x882b, 0x8830,
          0x8831, 0x8832, 0x8833, 0x8834, 0x8835, 0x9000, 0x9101, 0x9102, 0x9201, 0x9202, 0x9203,
          0x9204, 0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920a, 0x920b, 0x9211, 0x9214, 0x9400,
          0x9401, 0x9404, 0x9405, 0xa000, 0xa001, 0xa002, 0xa003, 0xa20b, 0xa20c, 0xa20e, 0xa20f,
          0xa210, 0xa214, 0xa215, 0xa217, 0xa300, 0xa301, 0xa302, 0xa401, 0xa402, 0xa403, 0xa404,
          0xa405, 0xa406, 0xa407, 0xa408, 0xa409, 0xa40a, 0xa40c, 0xa432, 0xa460, 0xa461, 0xa462,
          0xa500);

  // The stored image of the source, padding, and what a printer wanted: of no use, and no secret.
  private static final Set<Integer> STALE =
      Set.of(0x0111, 0x0116, 0x0117, 0x0201, 0x0202, 0xc4a5, 0xea1c, 0xea1d);

  // Of the main directory: how a file stores its pixels, and which colours they are.
  private static final Set<Integer> PIXELS =
      Set.of(
          0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0107, 0x010a, 0x0111, 0x0115,
          0x0116, 0x0117, 0x0118, 0x0119, 0x011c, 0x011d, 0x011e, 0x011f, 0x0129, 0x0122, 0x0123,
          0x0124, 0x0125, 0x012d, 0x013d, 0x013e, 0x013f, 0x0140, 0x0142, 0x0143, 0x0144, 0x0145,
          0x014c, 0x014e, 0x0152, 0x0153, 0x015b, 0x0200, 0x0201, 0x0202, 0x0203, 0x0205, 0x0206,
          0x0207, 0x0208, 0x0209, 0x0211, 0x0212, 0x0213, 0x0214, 0x8773);

  // Lower ones are of GPS and interoperability.
  private static final int FIRST_OF_MAIN = 0x00fe;

  private ExifTag() {}

  /** Whether it is one of a main directory that describes how a file stores its pixels. */
  static boolean isOfPixels(int tag) {
    return PIXELS.contains(tag);
  }

  /** Whether it holds words, of a person or a camera. */
  static boolean isText(int tag) {
    return TEXTS.containsKey(tag);
  }

  /** Whether it holds a few numbers that say nothing of a place. */
  static boolean isHarmless(int tag) {
    return NUMBERS.contains(tag);
  }

  /** Whether it describes something that no result has. */
  static boolean isStale(int tag) {
    return STALE.contains(tag);
  }

  /** Whether it is one of a main directory that says something of the picture itself. */
  static boolean isOfPicture(int tag) {
    boolean main = tag >= FIRST_OF_MAIN;
    return main && (isText(tag) || isHarmless(tag)) && !isOfPixels(tag);
  }

  /** Whether it points at directories. */
  static boolean isPointer(int tag) {
    return tag == EXIF_DIRECTORY
        || tag == GPS_DIRECTORY
        || tag == INTEROP_DIRECTORY
        || tag == SUB_DIRECTORIES;
  }

  /** For people. */
  static String name(int tag) {
    return switch (tag) {
      case MAKER_NOTE -> "MakerNote";
      case XMP -> "EXIF XMP";
      case IPTC -> "EXIF IPTC";
      case PHOTOSHOP -> "EXIF Photoshop";
      case SUB_DIRECTORIES -> "EXIF SubIFDs";
      case 0x830e, 0x8480, 0x8482, 0x85d8, 0x87af, 0x87b0, 0x87b1 -> "GeoTIFF";
      case 0xa480, 0xa481 -> "GDAL";
      case 0x935c -> "Photoshop layers";
      default -> TEXTS.getOrDefault(tag, String.format(Locale.ROOT, "EXIF 0x%04X", tag));
    };
  }
}
