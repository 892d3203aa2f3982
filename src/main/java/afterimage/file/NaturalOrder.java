package afterimage.file;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which people and file managers list files: by folders, upper and lower case alike,
 * numbers by their value (2 before 10). Names that are alike in this come in the order of their
 * characters, so that no two are equal.
 */
public final class NaturalOrder implements Comparator<Path> {
  private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(Path a, Path b) {
    int shorter = Math.min(a.getNameCount(), b.getNameCount());
    for (int i = 0; i < shorter; i++) {
      int order = compare(a.getName(i).toString(), b.getName(i).toString());
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(a.getNameCount(), b.getNameCount());
    return order == 0 ? a.compareTo(b) : order;
  }

  private static int compare(String a, String b) {
    Matcher left = PIECE.matcher(a);
    Matcher right = PIECE.matcher(b);
    while (left.find()) {
      if (!right.find()) {
        return 1;
      }
      int order = comparePieces(left.toMatchResult(), right.toMatchResult());
      if (order != 0) {
        return order;
      }
    }
    return right.find() ? -1 : a.compareTo(b);
  }

  private static int comparePieces(MatchResult a, MatchResult b) {
    String left = a.group();
    String right = b.group();
    if (isNumber(left) && isNumber(right)) {
      String one = withoutZeros(left);
      String other = withoutZeros(right);
      int byLength = Integer.compare(one.length(), other.length());
      return byLength == 0 ? one.compareTo(other) : byLength;
    }
    return left.compareToIgnoreCase(right);
  }

  private static boolean isNumber(String piece) {
    return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
  }

  private static String withoutZeros(String number) {
    int first = 0;
    while (first < number.length() - 1 && number.charAt(first) == '0') {
      first++;
    }
    return number.substring(first);
  }
}
