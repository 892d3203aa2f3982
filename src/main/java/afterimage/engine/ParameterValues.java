package afterimage.engine;

import java.util.Locale;
import java.util.function.Function;

/**
 * Values of a kind, in a picture's text and on the command line.
 *
 * @param <T> the kind
 * @param type the same
 * @param parse reads what {@code text} has written; throws IllegalArgumentException for what is
 *     none
 * @param text writes a value
 */
public record ParameterValues<T>(
    Class<T> type, Function<String, T> parse, Function<T, String> text) {

  /** Whole numbers. */
  public static final ParameterValues<Integer> INTEGERS = of(Integer.class, Integer::valueOf);

  /** Large whole numbers. */
  public static final ParameterValues<Long> LONGS = of(Long.class, Long::valueOf);

  /** Numbers, written as short as they can be read back. */
  public static final ParameterValues<Double> NUMBERS =
      new ParameterValues<>(Double.class, Double::valueOf, ParameterValues::number);

  /** Texts as they are. */
  public static final ParameterValues<String> TEXTS = of(String.class, text -> text);

  /** {@code on} and {@code off}. */
  public static final ParameterValues<Boolean> ON_OFF =
      new ParameterValues<>(Boolean.class, ParameterValues::isOn, on -> on ? "on" : "off");

  /** Values that {@code toString} writes. */
  static <T> ParameterValues<T> of(Class<T> type, Function<String, T> parse) {
    return new ParameterValues<>(type, parse, Object::toString);
  }

  /**
   * A switch that is off where nothing says otherwise.
   *
   * @param on what says that it is on
   */
  static ParameterValues<Boolean> onBy(String on) {
    return new ParameterValues<>(Boolean.class, on::equalsIgnoreCase, _ -> on);
  }

  /** A number as short as it can be read back. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }

  private static Boolean isOn(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
