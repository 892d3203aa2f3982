package afterimage.engine;

import afterimage.message.Messages;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\\\\/:*?\"<>|]+");
  private static final int LONGEST_FIELD = 60;
  private static final int LONGEST = 180;

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

  /** The name without an extension; what no file system may hold becomes {@code _}. */
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
            "prompt", settings.prompt(),
            "date", picture.date.toString());
    String name =
        FIELD
            .matcher(pattern)
            .replaceAll(
                found -> Matcher.quoteReplacement(shortened(values.get(found.group(1)), found)));
    String clean = FORBIDDEN.matcher(name).replaceAll("_").strip();
    // Windows drops dots at the end; a leading one hides the file elsewhere.
    String trimmed = clean.replaceAll("^\\.+|[. ]+$", "");
    String cut = trimmed.substring(0, Math.min(trimmed.length(), LONGEST));
    return cut.isEmpty() ? "picture" : cut;
  }

  private static String shortened(@Nullable String value, MatchResult field) {
    if (value == null) {
      return field.group();
    }
    boolean isName = "name".equals(field.group(1));
    return isName ? value : value.substring(0, Math.min(value.length(), LONGEST_FIELD));
  }
}
