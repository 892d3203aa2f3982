package afterimage.image;

import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says what was left out of a file out of doubt, in one sentence of a bounded length. */
final class LeftOut {
  private static final int MAX_NAMED = 8;
  private static final int MAX_LENGTH = 48;

  private LeftOut() {}

  /**
   * The sentence; none if nothing was left out.
   *
   * @param names of what was left out; strangers' words, of which only harmless characters are
   *     shown
   */
  static List<String> sentences(List<String> names, Path file) {
    return names.isEmpty() ? List.of() : List.of(Messages.of("image.leftOut", file, names(names)));
  }

  /** Names in one line of a bounded length. */
  static String names(List<String> names) {
    String shown =
        names.stream().limit(MAX_NAMED).map(LeftOut::harmless).collect(Collectors.joining(", "));
    return names.size() > MAX_NAMED ? shown + ", …" : shown;
  }

  private static String harmless(String name) {
    String shown =
        name.codePoints()
            .limit(MAX_LENGTH + 1L)
            .map(c -> Character.isLetterOrDigit(c) || " .:-_/|“”„()".indexOf(c) >= 0 ? c : '?')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return shown.codePointCount(0, shown.length()) > MAX_LENGTH
        ? shown.substring(0, shown.offsetByCodePoints(0, MAX_LENGTH)) + "…"
        : shown;
  }
}
