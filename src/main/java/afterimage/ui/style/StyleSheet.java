package afterimage.ui.style;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The studio's style sheet at a scale: every length in it is multiplied. */
final class StyleSheet {
  private static final Pattern LENGTH = Pattern.compile("(\\d+(?:\\.\\d+)?)px");

  private StyleSheet() {}

  /** The address of the sheet, as a scene takes it. */
  static String at(double scale) {
    if (scale == 1) {
      return Objects.requireNonNull(StyleSheet.class.getResource("studio.css")).toExternalForm();
    }
    String css = LENGTH.matcher(read()).replaceAll(found -> scaled(found.group(1), scale));
    byte[] bytes = css.getBytes(StandardCharsets.UTF_8);
    return "data:text/css;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static String scaled(String length, double scale) {
    // Lines stay one pixel thin.
    double value = Double.parseDouble(length);
    return String.format(Locale.ROOT, "%.2fpx", value <= 1 ? value : value * scale);
  }

  private static String read() {
    try (InputStream in = StyleSheet.class.getResourceAsStream("studio.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("studio.css", e);
    }
  }
}
