package afterimage.engine;

import afterimage.file.FileName;
import afterimage.message.Messages;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names made of what a picture is and how it was made, such as {@code {name}-{strength}}.
 *
 * @param pattern text with fields in braces, see {@link #FIELDS}
 */
public record NameTemplate(String pattern) {

  /** What may stand in braces. */
  public static final String FIELDS =
      "{name} {version} {seed} {strength} {steps} {guidance} {model} {prompt} {date}";

  private static final Pattern FIELD = Pattern.compile("\\{(\\w*)}");

  /** In bytes. Leaves room for an extension, and for what tells files of one name apart. */
  private static final int MAX_LENGTH = 180;

  /** In bytes, of every field but the name. */
  private static final int MAX_FIELD = 120;

  /** In characters, as far as people want to read. */
  private static final int READABLE = 60;

  private static final String NOTHING_LEFT = "picture";

  /** {@code photo-refined}. */
  public static final NameTemplate DEFAULT = new NameTemplate("{name}-refined");

  /**
   * A pattern whose fields are known.
   *
   * @throws IllegalArgumentException naming a field that does not exist, or if it is empty
   */
  public NameTemplate {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException(Messages.of("engine.emptyName"));
    }
    Matcher matcher = FIELD.matcher(pattern);
    while (matcher.find()) {
      if (!FIELDS.contains(matcher.group())) {
        throw new IllegalArgumentException(
            Messages.of("engine.nameField", matcher.group(), FIELDS));
      }
    }
  }

  /**
   * What a name is made of.
   *
   * @param sourceName the source's file name
   * @param version the number of the result
   * @param model the model's name
   * @param date when it was made
   */
  public record Picture(
      String sourceName, int version, RefineSettings settings, String model, LocalDate date) {}

  /**
   * The name without an extension, as {@link FileName} makes it, short enough for an extension and
   * a number behind it.
   */
  public String nameOf(Picture picture) {
    RefineSettings settings = picture.settings;
    int dot = picture.sourceName.lastIndexOf('.');
    String stem = dot > 0 ? picture.sourceName.substring(0, dot) : picture.sourceName;
    Map<String, String> values =
        Map.of(
            "name", stem,
            "version", String.valueOf(picture.version),
            "seed", String.valueOf(settings.seed()),
            "strength", String.valueOf(Math.round(settings.strength() * 100)),
            "steps", String.valueOf(settings.steps()),
            "guidance", String.format(Locale.ROOT, "%.1f", settings.guidanceScale()),
            "model", picture.model,
            "prompt", PromptTags.without(settings.prompt()).strip(),
            "date", picture.date.toString());
    int around = FileName.bytes(filled(values, 0));
    // The name gives way, so that what tells results apart stays.
    return FileName.of(
        filled(values, Math.max(READABLE, MAX_LENGTH - around)), MAX_LENGTH, NOTHING_LEFT);
  }

  private String filled(Map<String, String> values, int nameBytes) {
    return FIELD
        .matcher(pattern)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              if (value == null) {
                return Matcher.quoteReplacement(found.group());
              }
              boolean isName = "name".equals(found.group(1));
              return Matcher.quoteReplacement(
                  isName ? FileName.cut(value, nameBytes) : readable(value));
            });
  }

  private static String readable(String value) {
    return FileName.cut(FileName.begin(value, READABLE), MAX_FIELD);
  }
}
