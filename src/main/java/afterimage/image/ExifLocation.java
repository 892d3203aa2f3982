package afterimage.image;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an EXIF block where a picture was taken. What stays are the fields that EXIF and
 * TIFF define and that say nothing of a place, and people's words as long as no coordinates are in
 * them: a title that names a town is the title its writer wanted. The GPS directory goes from
 * wherever it hangs, and so does, with a notice, what nobody can look into: makers' notes (many
 * hold places, in forms of their own, some enciphered), packets within the block, unknown fields.
 */
final class ExifLocation {
  // Shorter values hold a few numbers at most.
  private static final int SHORTEST_TEXT = 5;

  private ExifLocation() {}

  /**
   * A copy without it.
   *
   * @param doubts gets the name of each field that went although nobody could tell
   * @return null if the block is so damaged that nobody can tell what it says
   */
  static byte @Nullable [] removedFrom(byte[] exif, Consumer<String> doubts) {
    return ExifFilter.filter(exif, ExifLocation::judge, doubts);
  }

  private static Verdict judge(int tag, byte[] value) {
    if (tag == ExifTag.EXIF_DIRECTORY || tag == ExifTag.INTEROP_DIRECTORY) {
      return Verdict.KEEP;
    }
    if (tag == ExifTag.GPS_DIRECTORY || ExifTag.isStale(tag)) {
      return Verdict.DROP;
    }
    if (!ExifTag.isText(tag) && !ExifTag.isHarmless(tag)) {
      return Verdict.DOUBT;
    }
    boolean settings =
        tag == ExifTag.USER_COMMENT && FieldText.matches(value, UserComment::isSettings);
    return !settings && value.length >= SHORTEST_TEXT && FieldText.matches(value, PlaceText::isIn)
        ? Verdict.DOUBT
        : Verdict.KEEP;
  }
}
