package afterimage.cli;

import afterimage.engine.NameTemplate;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureFormat;
import afterimage.image.WriteOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how results are written. */
final class WritingOptions {
  @Option(names = "--overwrite", description = "Overwrite existing files.")
  private boolean overwrite;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of results in a folder: png, jpg, tif, bmp or webp.")
  private @Nullable String format;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      description = "1 to 100, for JPEG and WebP; at 100, WebP is lossless. Default: 95.")
  private int quality = 95;

  @Option(
      names = "--depth",
      paramLabel = "BITS",
      description = "Bits per channel, 8 or 16, for PNG and TIFF. Default: same as source, else 8.")
  private @Nullable Integer depth;

  @Option(
      names = "--icc",
      description = "Embed sRGB's ICC profile, for programs that assume another.")
  private boolean colorProfile;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      description = {
        "Template for the names of results in a folder, without extension. Fields:",
        NameTemplate.FIELDS,
        "{name} is the source's name; {version} numbers the generated pictures."
      })
  private @Nullable String name;

  @Option(
      names = "--no-settings",
      description = "Leave out the settings with which the picture was made.")
  private boolean noSettings;

  @Option(names = "--no-provenance", description = "Leave out the AI provenance note.")
  private boolean noProvenance;

  @Option(
      names = "--strip",
      description = "Write pixels only: no EXIF data, no settings, no AI provenance note.")
  private boolean strip;

  boolean overwrite() {
    return overwrite;
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
    return PictureFormat.ofExtension(format)
        .filter(PictureFormat::isWritable)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown format '%s': use one of %s"
                        .formatted(format, PictureFormat.writableNames())));
  }

  /**
   * How files are written.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  WriteOptions options() {
    return new WriteOptions(quality / 100.0, overwrite, depth, colorProfile);
  }

  /**
   * What results carry beside pixels.
   *
   * @param exif whether the source's EXIF is kept
   * @param location whether it keeps where the source was taken
   */
  MetadataChoice metadata(boolean exif, boolean location) {
    return strip
        ? MetadataChoice.NONE
        : new MetadataChoice(exif, location, !noSettings, !noProvenance);
  }

  /**
   * How files in a folder are called, or null for their sources' names or seeds.
   *
   * @throws IllegalArgumentException naming a field that does not exist
   */
  @Nullable NameTemplate name() {
    return name == null ? null : new NameTemplate(name);
  }
}
