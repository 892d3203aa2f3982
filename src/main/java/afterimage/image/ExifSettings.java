package afterimage.image;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an EXIF block how a model made a picture: the UserComment, whatever it says, and
 * every other field in which a program noted settings (ComfyUI takes Make and Model for it, Fooocus
 * the MakerNote).
 */
final class ExifSettings {
  private ExifSettings() {}

  /**
   * A copy without it.
   *
   * @param doubts gets the name of each field that went although nobody could tell
   * @return null if the block is so damaged that nobody can tell what it says
   */
  static byte @Nullable [] removedFrom(byte[] exif, Consumer<String> doubts) {
    return ExifFilter.filter(exif, ExifSettings::judge, doubts);
  }

  private static Verdict judge(int tag, byte[] value) {
    if (tag == ExifTag.SUB_DIRECTORIES || tag == ExifTag.XMP) {
      return Verdict.DOUBT;
    }
    boolean stale = ExifTag.isStale(tag) || tag == ExifTag.USER_COMMENT;
    return stale || FieldText.matches(value, SettingsMarks::areIn) ? Verdict.DROP : Verdict.KEEP;
  }
}
