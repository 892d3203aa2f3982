package afterimage.engine;

import afterimage.message.Messages;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a run, declared once: its range, and how it is written into a picture's text and
 * read back. {@link Parameters} lists them.
 *
 * @param <T> of its values
 * @param name of its option on the command line, without dashes
 * @param key in A1111's settings text, or ours where A1111 has none
 * @param range of numbers, or null for what is none
 * @param get what is written of settings, or null where the usual need not be
 * @param with settings with another value
 * @param parse reads what {@link #text} has written; may throw IllegalArgumentException
 */
public record Parameter<T>(
    String name,
    String key,
    @Nullable Range range,
    Function<RefineSettings, @Nullable T> get,
    BiFunction<RefineSettings, T, RefineSettings> with,
    Function<String, T> parse) {

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
    return switch (value) {
      case null -> null;
      case Double number -> text(number);
      default -> value.toString();
    };
  }

  /** Settings with the value that a text holds; as they are where it holds none. */
  RefineSettings read(@Nullable String text, RefineSettings settings) {
    if (text == null) {
      return settings;
    }
    try {
      return with.apply(settings, parse.apply(text));
    } catch (IllegalArgumentException e) {
      return settings; // Another program's idea of the key, or somebody's.
    }
  }

  /** A number as short as it can be read back. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
