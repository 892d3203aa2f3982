package afterimage.engine;

import afterimage.message.Messages;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a picture.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record PixelSize(int width, int height) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})\\s*[x×X]\\s*(\\d{1,5})");

  public PixelSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(Messages.of("engine.noPixel", width, height));
    }
  }

  /**
   * Reads {@code 1024x768}, width first.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PixelSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(Messages.of("engine.size", text));
    }
    return new PixelSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
