package afterimage.cli;

import afterimage.file.FileName;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.image.likeness.GivenBack;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps of what floors took back: {@code NAME-kept.png}.
 *
 * @param folder made if it is not there
 * @param overwrite whether a file of that name may be replaced
 */
record KeptMap(Path folder, boolean overwrite) {
  /** For {@code -kept.png}. */
  private static final int ROOM = 9;

  /**
   * Writes a map.
   *
   * @param result the file of the picture that it belongs to
   * @return what went wrong, or null
   */
  @Nullable String write(GivenBack map, Path result) {
    String stem = String.valueOf(result.getFileName()).replaceFirst("\\.[^.]+$", "");
    String name = FileName.of(stem, FileName.MAX_BYTES - ROOM, "result") + "-kept.png";
    try {
      PictureWriter.write(
          map.picture(),
          folder.resolve(name),
          new WriteOptions(1, overwrite),
          PictureMetadata.NONE);
      return null;
    } catch (PictureException e) {
      return "The map of what was moved back cannot be written: " + e.getMessage();
    }
  }
}
