package afterimage.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 0.3} and {@code 30%}. */
final class Share implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    boolean percent = text.endsWith("%");
    try {
      double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      return percent ? value / 100 : value;
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'" + text + "' is neither a number from 0 to 1 nor a percentage");
    }
  }
}
