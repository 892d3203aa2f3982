package afterimage.image;

import java.util.List;
import java.util.Locale;

/**
 * Finds coordinates in a text that a person or a camera wrote: decimal pairs, degrees and minutes,
 * hemispheres, grids, {@code geo:} addresses, links to maps. Names of places can't be told from
 * other words and are not found. Looks at each character a bounded number of times.
 */
final class PlaceText {
  private static final List<String> WORDS =
      List.of("latitude", "longitude", "altitude", "gps", "geo:", "geotag", "coordinates");
  private static final List<String> SHORT_WORDS = List.of("lat", "lon", "lng", "long");
  private static final List<String> MARKS =
      List.of(
          "google.com/maps",
          "maps.google.",
          "goo.gl/maps",
          "maps.app.goo.gl",
          "maps.apple.com",
          "bing.com/maps",
          "openstreetmap.org",
          "osm.org/",
          "plus.codes/",
          "what3words.com/",
          "w3w.co/",
          "places|",
          "places/",
          "location|",
          "location/",
          // Whole packets inside a text are not taken apart once more.
          "ns.adobe.com/",
          "rdf-syntax-ns");
  private static final String HEMISPHERES = "NSEW";
  // Of a pair's numbers: three decimals of a degree are about 100 m.
  private static final int DECIMALS = 3;

  private final String text;

  private PlaceText(String text) {
    this.text = text;
  }

  /** Whether the text holds coordinates, or what looks like some. */
  static boolean isIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean digits = text.chars().anyMatch(PlaceText::isDigit);
    return MARKS.stream().anyMatch(lower::contains)
        || (digits && WORDS.stream().anyMatch(lower::contains))
        || (digits && SHORT_WORDS.stream().anyMatch(word -> labels(lower, word)))
        || (digits && (new PlaceText(text).holdsCoordinates() || GridReference.isIn(text)));
  }

  /** Whether a word stands alone and names a number: {@code lat: 52}, {@code "lat":52}. */
  private static boolean labels(String lower, String word) {
    for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      int next = at + word.length();
      while (next < lower.length()
          && next - at < 12
          && "\"' :=[(".indexOf(lower.charAt(next)) >= 0) {
        next++;
      }
      boolean alone = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
      boolean number = next < lower.length() && "+-0123456789".indexOf(lower.charAt(next)) >= 0;
      if (alone && number && next > at + word.length()) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsCoordinates() {
    int at = 0;
    while (at < text.length()) {
      if (!isDigit(text.charAt(at))) {
        at++;
        continue;
      }
      int end = endOfNumber(at);
      if (isDegree(at, end) || isBesideHemisphere(at, end) || isPair(at, end)) {
        return true;
      }
      at = end;
    }
    return false;
  }

  /** Behind the digits from {@code start} on, and one point or comma with digits behind it. */
  private int endOfNumber(int start) {
    int end = endOfDigits(start);
    if (end + 1 < text.length()
        && (text.charAt(end) == '.' || text.charAt(end) == ',')
        && isDigit(text.charAt(end + 1))) {
      return endOfDigits(end + 1);
    }
    return end;
  }

  private int endOfDigits(int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** {@code 52°31'}, {@code 52.52° N}, {@code 52 deg 31'}. */
  private boolean isDegree(int start, int end) {
    if (whole(start, end) > 180) {
      return false;
    }
    int at = skipSpaces(end);
    // A degree sign in UTF-8 that was read as Latin-1 has a letter before it.
    at = at < text.length() && text.charAt(at) == '\u00c2' ? at + 1 : at;
    if (at >= text.length()) {
      return false;
    }
    if (text.regionMatches(true, at, "deg", 0, 3)) {
      at += 3;
    } else if ("\u00b0\u00ba\u02da".indexOf(text.charAt(at)) >= 0) {
      at++;
    } else {
      return false;
    }
    at = skipSpaces(at);
    if (isHemisphere(at)) {
      return true;
    }
    if (at >= text.length() || !isDigit(text.charAt(at))) {
      return false;
    }
    int minutes = skipSpaces(endOfNumber(at));
    return minutes < text.length()
        && "'\u2032\u2019\u00b4\"\u2033\u00e2".indexOf(text.charAt(minutes)) >= 0;
  }

  /** {@code 52.5200N}, {@code N52.5200}, {@code N 52 31.200}, XMP's {@code 52,31.2N}. */
  private boolean isBesideHemisphere(int start, int end) {
    if (whole(start, end) > 180) {
      return false;
    }
    int last = end < text.length() && text.charAt(end) == '.' ? endOfNumber(end + 1) : end;
    if (decimals(start, last) == 0) {
      return false;
    }
    int before = start - 1;
    while (before >= 0 && text.charAt(before) == ' ' && start - before < 3) {
      before--;
    }
    return (isHemisphere(skipSpaces(last)) && decimals(start, last) >= 2)
        || (isHemisphere(before) && decimals(start, last) >= DECIMALS);
  }

  /** {@code 52.5200, 13.4050}, {@code +52.5200+013.4050/}. */
  private boolean isPair(int start, int end) {
    if (decimals(start, end) < DECIMALS || whole(start, end) > 90) {
      return false;
    }
    int at = end;
    while (at < text.length() && at - end < 8 && " ,;/|+-:\t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == end || at >= text.length() || !isDigit(text.charAt(at))) {
      return false;
    }
    int second = endOfNumber(at);
    return decimals(at, second) >= DECIMALS && whole(at, second) <= 180;
  }

  /** Digits behind the first point or comma. */
  private int decimals(int start, int end) {
    int point = endOfDigits(start);
    return Math.max(0, end - point - 1);
  }

  private int whole(int start, int end) {
    int digits = Math.min(endOfDigits(start), end) - start;
    return digits > 3 ? Integer.MAX_VALUE : Integer.parseInt(text, start, start + digits, 10);
  }

  private boolean isHemisphere(int at) {
    return at >= 0
        && at < text.length()
        && HEMISPHERES.indexOf(text.charAt(at)) >= 0
        && (at == 0 || !Character.isLetter(text.charAt(at - 1)))
        && (at + 1 >= text.length() || !Character.isLetter(text.charAt(at + 1)));
  }

  private int skipSpaces(int from) {
    int at = from;
    while (at < text.length() && at - from < 3 && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
