package afterimage.image;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells names of fields that speak of a place: GPSLatitude, City, LocationShown, CiAdrCtry. */
final class PlaceName {
  // Looked for anywhere in a name.
  private static final List<String> PARTS =
      List.of(
          "gps",
          "latitude",
          "longitude",
          "altitude",
          "elevation",
          "location",
          "country",
          "geotag",
          "province",
          "coverage",
          "spatial",
          "venue",
          "address",
          "worldregion",
          "ratingregion",
          "poseheading");
  // Words of a name; longer words contain them. Pressure and depth of water tell the height.
  private static final Set<String> WORDS =
      Set.of(
          "city",
          "state",
          "town",
          "place",
          "adr",
          "geo",
          "lat",
          "lon",
          "lng",
          "icbm",
          "pressure",
          "depth");

  private PlaceName() {}

  /** Whether a name has words for places in it. */
  static boolean is(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return PARTS.stream().anyMatch(lower::contains)
        || CamelCase.words(name).stream().anyMatch(WORDS::contains);
  }
}
