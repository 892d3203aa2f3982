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
   * @param sentence that refuses others, by its key in {@link Messages}
   */
  public record Range(double min, double max, String sentence) {

    /** Returns if a value is in the range; also refuses NaN. */
    void require(Number value) {
      if (!(value.doubleValue() >= min && value.doubleValue() <= max)) {
        throw new IllegalArgumentException(Messages.of(sentence, String.valueOf(value)));
      }
    }
  }

  /**
   * Returns if a number is in the range.
   *
   * @throws IllegalArgumentException naming it, if it is not
   */
  void require(Number value) {
    if (range != null) {
      range.require(value);
    }
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
