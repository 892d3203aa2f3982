package afterimage.settings;

import afterimage.engine.NameTemplate;
import afterimage.file.PathText;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureFormat;
import afterimage.image.WriteOptions;
import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How results were exported last.
 *
 * @param format of the file, one that is written
 * @param bitDepth 8 or 16, or null for the picture's own
 * @param quality 1 to 100
 * @param colorProfile whether sRGB's profile goes along
 * @param metadata what of it goes along
 * @param nameTemplate as {@link NameTemplate} reads it
 * @param folder where to, or null for the source's own
 */
public record ExportChoice(
    PictureFormat format,
    @Nullable Integer bitDepth,
    @JsonAlias("jpegQuality") int quality,
    boolean colorProfile,
    MetadataChoice metadata,
    String nameTemplate,
    @Nullable String folder) {

  /** PNG with everything, beside the source. */
  public static final ExportChoice DEFAULT =
      new ExportChoice(
          PictureFormat.PNG,
          null,
          95,
          true,
          MetadataChoice.ALL,
          NameTemplate.DEFAULT.pattern(),
          null);

  /** Fills what a file left out and mends what no file should say. */
  public ExportChoice {
    format = format == null || !format.isWritable() ? PictureFormat.PNG : format;
    bitDepth = bitDepth == null || bitDepth == 8 || bitDepth == 16 ? bitDepth : null;
    quality = quality < 1 || quality > 100 ? 95 : quality;
    metadata = Objects.requireNonNullElse(metadata, MetadataChoice.ALL);
    folder = PathText.orNull(folder);
    nameTemplate = readable(nameTemplate) ? nameTemplate : NameTemplate.DEFAULT.pattern();
  }

  /** For {@link afterimage.image.PictureWriter}. */
  public WriteOptions writeOptions(boolean overwrite) {
    return new WriteOptions(quality / 100.0, overwrite, bitDepth, colorProfile);
  }

  /** The same into another folder. */
  public ExportChoice withFolder(@Nullable String newFolder) {
    return new ExportChoice(
        format, bitDepth, quality, colorProfile, metadata, nameTemplate, newFolder);
  }

  private static boolean readable(@Nullable String template) {
    if (template == null) {
      return false;
    }
    try {
      return !new NameTemplate(template).pattern().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
