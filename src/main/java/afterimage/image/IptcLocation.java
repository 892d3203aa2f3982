package afterimage.image;

import java.util.Set;

/**
 * Tells which of IPTC's datasets say where a picture was taken. What is no text of the picture's
 * record (other programs' data, whole pictures) nobody can look into.
 */
final class IptcLocation {
  private static final int PICTURE = 2;

  // Content location, city, part of a city, province, country.
  private static final Set<Integer> PLACES = Set.of(26, 27, 90, 92, 95, 100, 101);

  // Names, dates, rights and words (IIM 4.2, chapter 6).
  private static final Set<Integer> WORDS =
      Set.of(
          3, 4, 5, 7, 8, 10, 12, 15, 20, 22, 25, 30, 35, 37, 38, 40, 42, 45, 47, 50, 55, 60, 62, 63,
          65, 70, 75, 80, 85, 103, 105, 110, 115, 116, 118, 120, 121, 122, 130, 131, 135);

  private IptcLocation() {}

  static Verdict judge(Iptc.DataSet set, String text) {
    if (Iptc.isAboutItself(set)) {
      return Verdict.KEEP;
    }
    if (set.record() == PICTURE && PLACES.contains(set.number())) {
      return Verdict.DROP;
    }
    boolean words = set.record() == PICTURE && WORDS.contains(set.number());
    return words && !PlaceText.isIn(text) ? Verdict.KEEP : Verdict.DOUBT;
  }
}
