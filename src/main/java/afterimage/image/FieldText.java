package afterimage.image;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The bytes of a field as whatever text they may be: EXIF says ASCII, and files hold UTF-8, UTF-16
 * in both orders, and codes of eight bytes in front.
 */
final class FieldText {
  private FieldText() {}

  /** Whether one of the readings is what {@code wanted} looks for. */
  static boolean matches(byte[] value, Predicate<String> wanted) {
    return Stream.of(
            StandardCharsets.ISO_8859_1,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE)
        .anyMatch(charset -> wanted.test(new String(value, charset).replace("\0", "")));
  }
}
