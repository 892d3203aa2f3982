package afterimage.engine;

import afterimage.message.Messages;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a run, declared once: its option, its range, and how it is written into a picture's
 * text and read back. {@link Parameters} lists them.
 *
 * @param <T> of its values
 * @param option on the command line
 * @param key in A1111's settings text, or ours where A1111 has none
 * @param range of numbers, or null for what is none
 * @param get what is written of settings, or null where the usual need not be
 * @param with settings with another value
 * @param values how they are written and read
 */
public record Parameter<T>(
    Option option,
    String key,
    @Nullable Range range,
    Function<RefineSettings, @Nullable T> get,
    BiFunction<RefineSettings, T, RefineSettings> with,
    ParameterValues<T> values) {

  /**
   * What the command line calls a setting.
   *
   * @param name without dashes
   * @param label of its value; null for a switch
   * @param help a sentence or two in English with the range; null where the command words it
   */
  public record Option(String name, @Nullable String label, @Nullable String help) {

    /** One whose help is the command's own. */
    static Option named(String name) {
      return new Option(name, null, null);
    }

    /** A switch. */
    static Option toggle(String name, String help) {
      return new Option(name, null, help);
    }
  }

  /**
   * The numbers that a setting can have.
   *
   * @param sentence that refuses others, by its key in {@link Messages}; null for one that names
   *     the option
   */
  public record Range(double min, double max, @Nullable String sentence) {

    /** With the sentence that names the option. */
    Range(double min, double max) {
      this(min, max, null);
    }

    private boolean has(Number value) {
      return value.doubleValue() >= min && value.doubleValue() <= max;
    }
  }

  /**
   * Returns if a number is in the range; refuses NaN, too.
   *
   * @throws IllegalArgumentException naming it, if it is not
   */
  void require(Number value) {
    if (range == null || range.has(value)) {
      return;
    }
    String text = String.valueOf(value);
    String sentence = range.sentence;
    throw new IllegalArgumentException(
        sentence == null
            ? Messages.of(
                "engine.range",
                option.name.replace('-', ' '),
                text,
                ParameterValues.number(range.min),
                ParameterValues.number(range.max))
            : Messages.of(sentence, text));
  }

  /** A run's value for the settings text, or null where it is not written. */
  @Nullable String text(RefineSettings settings) {
    T value = get.apply(settings);
    return value == null ? null : values.text().apply(value);
  }

  /** Settings with the value that a text holds; as they are where it holds none. */
  RefineSettings read(@Nullable String text, RefineSettings settings) {
    if (text == null) {
      return settings;
    }
    try {
      return with.apply(settings, values.parse().apply(text));
    } catch (IllegalArgumentException e) {
      return settings; // Another program's idea of the key, or somebody's.
    }
  }
}
