package afterimage.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file whose picture's size is known and whose pixels can be had. */
sealed interface Decoder permits Decoding, LibraryDecoding {
  /** How many bytes tell a format. */
  int HEAD = 32;

  /** How many the picture has. */
  long pixels();

  /**
   * Decodes.
   *
   * @param name of the picture, for notices
   * @throws IOException if it is damaged
   */
  DecodedPicture finish(String name) throws IOException;

  /**
   * Finds out what a file is, and how large.
   *
   * @param maxPixels that may be held
   * @throws Refusal if that is enough to know that there is no whole picture in it
   */
  static Decoder begin(FileBytes file, long maxPixels) throws IOException {
    PictureFormat format = format(file);
    if (format == PictureFormat.TIFF && RawFile.isTiffOfCamera(file)) {
      format = PictureFormat.RAW;
    }
    return format.codec() == null
        ? Decoding.begin(file, format, maxPixels)
        : LibraryDecoding.begin(file, format, maxPixels);
  }

  private static PictureFormat format(FileBytes file) throws IOException {
    byte[] head = new byte[HEAD];
    int count = file.read(0, head, 0, HEAD);
    if (count <= 0) {
      throw new Refusal(Refusal.Reason.EMPTY, "no bytes");
    }
    Optional<PictureFormat> format = PictureFormat.ofContent(head);
    if (format.isPresent()) {
      return format.get();
    }
    String start = new String(head, 0, count, StandardCharsets.ISO_8859_1);
    boolean video = start.startsWith("ftyp", 4);
    throw new Refusal(video ? Refusal.Reason.VIDEO : Refusal.Reason.UNKNOWN, "other content");
  }
}
