package afterimage.cli;

import afterimage.engine.NameTemplate;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.image.WriteSwitch;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how results are written. */
final class WritingOptions {
  @Option(names = "--overwrite", description = "Replace results that exist.")
  private boolean overwrite;

  @Option(
      names = "--skip-existing",
      description =
          "Keep results that exist, and count them as done, as is usual for those in a folder.")
  private boolean skipExisting;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = {
        "Format of results in a folder: ${COMPLETION-CANDIDATES};",
        "avif if libheif is installed, jxl if libjxl is."
      })
  private @Nullable String format;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      description =
          "1 to 100, for JPEG, WebP, AVIF and JPEG XL; at 100, all but JPEG are lossless."
              + " Default: 95.")
  private int quality = 95;

  @Option(
      names = "--depth",
      paramLabel = "BITS",
      description = {
        "Bits per channel: 8, 12 for AVIF, 16 for PNG and TIFF; 8, 10, 12 or 16 for JPEG XL.",
        "Default: same as source, else 8."
      })
  private @Nullable Integer depth;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      description = {
        "Template for the names of results in a folder, without extension. Fields:",
        NameTemplate.FIELDS,
        "{name} is the source's name; {version} numbers the generated pictures."
      })
  private @Nullable String name;

  private final SwitchOptions switches = new SwitchOptions();

  @Mixin CommandSpec ofAllPictures = switches.spec(part -> !part.isOfSource());

  @Option(
      names = "--strip",
      description = "Write pixels only: no EXIF data, no settings, no AI provenance note.")
  private boolean strip;

  /** The options of commands whose results have sources. */
  CommandSpec ofSources() {
    return switches.spec(WriteSwitch::isOfSource);
  }

  /** The same for a result that gets no name and meets no other. */
  WritingOptions ofStream() {
    WritingOptions streamed = new WritingOptions();
    streamed.format = format;
    streamed.overwrite = true;
    return streamed;
  }

  boolean overwrite() {
    return overwrite;
  }

  boolean skipsExisting() {
    return skipExisting;
  }

  /**
   * The format of results in a folder, or null for the source's own or else PNG.
   *
   * @throws IllegalArgumentException if it is none that is written
   */
  @Nullable PictureFormat format() {
    if (format == null) {
      return null;
    }
    PictureFormat wanted =
        PictureFormat.ofExtension(format)
            .filter(PictureFormat::isEverWritable)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "unknown format '%s': use one of %s"
                            .formatted(format, PictureFormat.writableNames())));
    try {
      PictureWriter.requireWritable(wanted, "--format " + format);
    } catch (PictureException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return wanted;
  }

  /**
   * How files are written.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  WriteOptions options() {
    Set<WriteSwitch> on = switches.on();
    Set<WriteSwitch> stripped = strip ? MetadataChoice.ALL.kept() : Set.of();
    return new WriteOptions(
        quality / 100.0,
        overwrite,
        depth,
        WriteSwitch.all(part -> on.contains(part) && !stripped.contains(part)));
  }

  /**
   * How files in a folder are called, or null for their sources' names or seeds.
   *
   * @throws IllegalArgumentException naming a field that does not exist
   */
  @Nullable NameTemplate name() {
    return name == null ? null : new NameTemplate(name);
  }

  /** The usual extensions of those that are written everywhere. */
  private static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(PictureFormat.values())
          .filter(format -> format.isEverWritable() && format.codec() == null)
          .map(PictureFormat::extension)
          .iterator();
    }
  }
}
