package afterimage.image;

import java.io.IOException;
import java.util.Set;

/**
 * What a TIFF file, or a camera's file of that structure, says beside its pixels: as the blocks and
 * packets that other formats have for it.
 */
final class TiffDescription {
  /** What {@link #keep} takes from fields of their own. */
  private static final Set<Integer> ELSEWHERE =
      Set.of(
          ExifTag.PROFILE,
          ExifTag.XMP,
          ExifTag.IPTC,
          ExifTag.PHOTOSHOP,
          ExifTag.X_RESOLUTION,
          ExifTag.Y_RESOLUTION,
          ExifTag.RESOLUTION_UNIT);

  private final TiffDirectory directory;
  private final PieceStream in;
  private final EmbeddedData embedded;

  /**
   * @param directory of the picture
   * @param in the whole file
   */
  TiffDescription(TiffDirectory directory, PieceStream in, EmbeddedData embedded) {
    this.directory = directory;
    this.in = in;
    this.embedded = embedded;
  }

  /** Of a camera's file, unless there is EXIF already; nothing if it has another structure. */
  static void keepOfCamera(FileBytes file, EmbeddedData embedded) {
    try {
      PieceStream in = PieceStream.whole(file);
      TiffDirectory first = TiffDirectory.first(in);
      if (embedded.exif() == null) {
        new TiffDescription(first, in, embedded).keep();
      }
    } catch (IOException e) {
      // What develops the file may know more of it.
    }
  }

  /** Hands everything over that other formats have a place for. */
  TiffDescription keep() throws IOException {
    Resolution resolution = Exif.resolution(directory);
    embedded.keepResolution(resolution);
    // Many files say 1 where they know nothing.
    boolean sized = resolution != null;
    ExifTree exif =
        ExifTree.of(
            directory,
            TiffDirectory.first(in),
            in.getByteOrder(),
            tag -> ExifTag.isOfPicture(tag) && (sized || !ExifTag.RESOLUTION.contains(tag)));
    if (exif != null) {
      embedded.keepExif(exif.block());
      embedded.moveNotes(exif.movesNotes());
    } else if (directory.field(ExifTag.EXIF_DIRECTORY) != null) {
      embedded.leaveOutExif();
    }
    if (directory.hasTag(ExifTag.XMP)) {
      byte[] xmp = directory.bytes(ExifTag.XMP, EmbeddedData.MAX_TEXT);
      if (xmp == null) {
        embedded.leaveOutText();
      } else {
        embedded.keepXmp(xmp);
      }
    }
    embedded.keepIptc(directory.bytes(ExifTag.IPTC, EmbeddedData.MAX_EXIF));
    byte[] resources = directory.bytes(ExifTag.PHOTOSHOP, EmbeddedData.MAX_EXIF);
    if (resources != null) {
      embedded.keepResources(resources);
    }
    return this;
  }

  /** Names the fields that only other programs can use. */
  void tellRest() {
    for (int tag : directory.fields().keySet()) {
      boolean used =
          ExifTag.isOfPicture(tag)
              || ExifTag.isOfPixels(tag)
              || ExifTag.isPointer(tag)
              || ExifTag.isStale(tag)
              || ELSEWHERE.contains(tag);
      if (!used) {
        embedded.leaveOutField(ExifTag.name(tag));
      }
    }
  }
}
