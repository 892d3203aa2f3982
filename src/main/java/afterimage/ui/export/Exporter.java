package afterimage.ui.export;

import afterimage.engine.NameTemplate;
import afterimage.file.PathText;
import afterimage.image.DecodedPicture;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.settings.ExportChoice;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** Saves results, from the model's own picture, and never over a source. */
public final class Exporter {
  private Exporter() {}

  /**
   * A file that is free in a folder: {@code photo.png}, then {@code photo-2.png}.
   *
   * @param name with its extension
   * @throws PictureException if this system's files cannot be called so
   */
  public static Path free(Path folder, String name) throws PictureException {
    int dot = name.lastIndexOf('.');
    try {
      Path free = PathText.in(folder, name);
      for (int number = 2; Files.exists(free); number++) {
        free = PathText.in(folder, name.substring(0, dot) + "-" + number + name.substring(dot));
      }
      return free;
    } catch (FileSystemException e) {
      throw new PictureException(Texts.of("save.noName", name), Texts.of("save.noName.remedy"), e);
    }
  }

  /**
   * Writes a version; the user has agreed to replace a file of that name, unless it is a source.
   *
   * @param version the version's own file, with its settings in it
   * @param choice how; the target's name decides over the format
   * @return what the format could not hold, one sentence each
   * @throws PictureException if it cannot be written there
   */
  public static List<String> save(
      Path version, Path target, ExportChoice choice, Collection<Path> sources)
      throws PictureException {
    for (Path source : sources) {
      if (isSame(source, target)) {
        throw new PictureException(
            Texts.of("save.isSource", target.getFileName()), Texts.of("save.isSource.remedy"));
      }
    }
    DecodedPicture decoded = PictureReader.read(version);
    WriteOptions options = choice.writeOptions(true);
    return PictureWriter.write(
        decoded.picture(), target, options, options.metadata().of(decoded.metadata()));
  }

  /** What a version is called where nobody chose a name: {@code photo-3}. */
  public static String stem(Source source, Version version) {
    return new NameTemplate("{name}-{version}").nameOf(facts(source, version));
  }

  /** What a version's names are made of. */
  public static NameTemplate.Picture facts(Source source, Version version) {
    return new NameTemplate.Picture(
        source.name(),
        version.number(),
        version.settings(),
        version.model(),
        LocalDate.ofInstant(version.made(), ZoneId.systemDefault()));
  }

  /**
   * A copy of a version's file under a name for people, for programs that take a file over by drag
   * or clipboard. It lies in a folder of its own, gone with this program.
   *
   * @param stem the name without extension
   * @param metadata what of it the copy may say
   * @throws PictureException if the version cannot be read, or the disk refuses
   */
  public static Path temporary(Path version, String stem, MetadataChoice metadata)
      throws PictureException {
    try {
      Path folder = Files.createTempDirectory("afterimage");
      folder.toFile().deleteOnExit();
      Path copy = free(folder, stem + ".png");
      copy.toFile().deleteOnExit();
      if (metadata.equals(MetadataChoice.ALL)) {
        return Files.copy(version, copy);
      }
      DecodedPicture decoded = PictureReader.read(version);
      PictureWriter.write(
          decoded.picture(),
          copy,
          ExportChoice.DEFAULT.writeOptions(true),
          metadata.of(decoded.metadata()));
      return copy;
    } catch (IOException e) {
      throw new PictureException(
          Texts.of("export.temporary", String.valueOf(e.getMessage())),
          Texts.of("export.temporary.remedy"),
          e);
    }
  }

  private static boolean isSame(Path source, Path target) {
    try {
      return Files.exists(target) && Files.exists(source) && Files.isSameFile(source, target);
    } catch (IOException e) {
      return source.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize());
    }
  }
}
