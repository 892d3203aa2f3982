package afterimage.ui.file;

import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Saves results, from the model's own picture, and never over a source. */
public final class Exporter {
  private Exporter() {}

  /**
   * A name that is free in a folder: {@code photo-refined.png}, then {@code photo-refined-2.png}.
   *
   * @param sourceName the source's file name
   */
  public static String suggestion(Path folder, String sourceName) {
    int dot = sourceName.lastIndexOf('.');
    String stem = (dot > 0 ? sourceName.substring(0, dot) : sourceName) + "-refined";
    String name = stem + ".png";
    for (int number = 2; Files.exists(folder.resolve(name)); number++) {
      name = stem + "-" + number + ".png";
    }
    return name;
  }

  /**
   * Writes a version, with its settings; the user has agreed to replace a file of that name, unless
   * it is a source.
   *
   * @param version the version's own file
   * @return what the format could not hold, one sentence each
   * @throws PictureException if it cannot be written there
   */
  public static List<String> save(Path version, Path target, Collection<Path> sources)
      throws PictureException {
    for (Path source : sources) {
      if (isSame(source, target)) {
        throw new PictureException(
            Texts.of("save.isSource", target.getFileName()), Texts.of("save.isSource.remedy"));
      }
    }
    DecodedPicture decoded = PictureReader.read(version);
    return PictureWriter.write(
        decoded.picture(), target, WriteOptions.DEFAULT.overwriting(true), decoded.metadata());
  }

  private static boolean isSame(Path source, Path target) {
    try {
      return Files.exists(target) && Files.exists(source) && Files.isSameFile(source, target);
    } catch (IOException e) {
      return source.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize());
    }
  }
}
