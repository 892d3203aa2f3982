package afterimage.cli;

import afterimage.engine.NameTemplate;
import afterimage.image.MetadataChoice;
import afterimage.image.WriteOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how results are written. */
final class WritingOptions {
  @Option(names = "--overwrite", description = "Replace files that exist.")
  private boolean overwrite;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      description = "1 to 100, for JPEG and WebP; at 100 WebP loses nothing. Default: 95.")
  private int quality = 95;

  @Option(
      names = "--depth",
      paramLabel = "BITS",
      description = "8 or 16 bits a channel, for PNG and TIFF. Default: the source's.")
  private @Nullable Integer depth;

  @Option(
      names = "--icc",
      description = "Write sRGB's ICC profile along, for programs that assume another.")
  private boolean colorProfile;

  @Option(
      names = "--name",
      paramLabel = "TEMPLATE",
      description = {
        "Names of results in a folder, without extension. Fields:",
        "{name} {version} {seed} {strength} {steps} {guidance} {model} {prompt} {date}"
      })
  private @Nullable String name;

  @Option(names = "--no-exif", description = "Leave out what the source's EXIF says.")
  private boolean noExif;

  @Option(names = "--no-location", description = "Leave out where the source was taken.")
  private boolean noLocation;

  @Option(names = "--no-settings", description = "Leave out how the picture was made.")
  private boolean noSettings;

  @Option(
      names = "--no-provenance",
      description = "Leave out that a model had a part in the picture.")
  private boolean noProvenance;

  @Option(
      names = "--strip",
      description =
          "Write pixels only: no EXIF from the source, no settings, no word that a model made it.")
  private boolean strip;

  boolean overwrite() {
    return overwrite;
  }

  /**
   * How files are written.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  WriteOptions options() {
    return new WriteOptions(quality / 100.0, overwrite, depth, colorProfile);
  }

  MetadataChoice metadata() {
    return strip
        ? MetadataChoice.NONE
        : new MetadataChoice(!noExif, !noLocation, !noSettings, !noProvenance);
  }

  /**
   * How files in a folder are called, or null for their sources' names.
   *
   * @throws IllegalArgumentException naming a field that does not exist
   */
  @Nullable NameTemplate name() {
    return name == null ? null : new NameTemplate(name);
  }
}
