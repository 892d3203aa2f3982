package afterimage.settings;

import afterimage.engine.NameTemplate;
import afterimage.file.PathText;
import afterimage.image.PictureFormat;
import afterimage.image.WriteOptions;
import afterimage.image.WriteSwitch;
import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How results were exported last.
 *
 * @param format of the file, one that is written where its library is installed
 * @param bitDepth one of {@link WriteOptions#DEPTHS}, or null for the picture's own
 * @param quality 1 to 100
 * @param switches whether the file has each {@link WriteSwitch}, by its key
 * @param nameTemplate as {@link NameTemplate} reads it
 * @param folder where to, or null for the source's own
 */
public record ExportChoice(
    PictureFormat format,
    @Nullable Integer bitDepth,
    @JsonAlias("jpegQuality") int quality,
    @JsonAlias("metadata") @FormerEntry(of = "colorProfile", key = "profile")
        Map<String, Boolean> switches,
    String nameTemplate,
    @Nullable String folder) {

  /** PNG with everything, beside the source. */
  public static final ExportChoice DEFAULT =
      new ExportChoice(
          PictureFormat.PNG,
          null,
          95,
          WriteSwitch.all(WriteSwitch::isUsualInStudio),
          NameTemplate.DEFAULT.pattern(),
          null);

  /** Fills what a file left out and mends what no file should say. */
  public ExportChoice {
    format = format == null || !format.isEverWritable() ? PictureFormat.PNG : format;
    bitDepth = bitDepth == null || WriteOptions.DEPTHS.contains(bitDepth) ? bitDepth : null;
    quality = quality < 1 || quality > 100 ? 95 : quality;
    switches = states(switches);
    folder = PathText.orNull(folder);
    nameTemplate = readable(nameTemplate) ? nameTemplate : NameTemplate.DEFAULT.pattern();
  }

  /**
   * A choice.
   *
   * @param on what the file has, where its format can have it
   */
  public ExportChoice(
      PictureFormat format,
      @Nullable Integer bitDepth,
      int quality,
      Set<WriteSwitch> on,
      String nameTemplate,
      @Nullable String folder) {
    this(
        format,
        bitDepth,
        quality,
        Arrays.stream(WriteSwitch.values())
            .collect(Collectors.toMap(WriteSwitch::key, on::contains)),
        nameTemplate,
        folder);
  }

  /** Whether the file has something. */
  public boolean has(WriteSwitch part) {
    return Boolean.TRUE.equals(switches.get(part.key()));
  }

  /** For {@link afterimage.image.PictureWriter}. */
  public WriteOptions writeOptions(boolean overwrite) {
    return new WriteOptions(quality / 100.0, overwrite, bitDepth, WriteSwitch.all(this::has));
  }

  /** The same into another folder. */
  public ExportChoice withFolder(@Nullable String newFolder) {
    return new ExportChoice(format, bitDepth, quality, switches, nameTemplate, newFolder);
  }

  /** Of each switch, in their order; what a file does not say is as usual. */
  private static Map<String, Boolean> states(@Nullable Map<String, Boolean> said) {
    Map<String, Boolean> states = new LinkedHashMap<>();
    for (WriteSwitch part : WriteSwitch.values()) {
      Boolean state = said == null ? null : said.get(part.key());
      states.put(part.key(), Objects.requireNonNullElse(state, part.isUsualInStudio()));
    }
    return Collections.unmodifiableMap(states);
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
