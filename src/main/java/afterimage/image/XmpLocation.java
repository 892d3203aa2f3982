package afterimage.image;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an XMP packet where a picture was taken: every property whose name speaks of a place
 * (exif:GPSLatitude, photoshop:City, Iptc4xmpExt:LocationShown, dc:coverage, the creator's address
 * and so on), every value with coordinates, and what hides whole pictures or packets.
 */
final class XmpLocation implements XmpFilter.Rule {
  // Whole pictures, packets and makers' notes within a packet.
  private static final List<String> CONTAINERS = List.of("makernote", "thumbnail", "pantry");

  private static final XmpLocation RULE = new XmpLocation();

  private XmpLocation() {}

  /**
   * The packet without it; empty if nothing else was in it.
   *
   * @param doubts gets the name of each property that went although nobody could tell
   * @return null if it is no packet that can be read safely
   */
  static @Nullable String removedFrom(String xmp, Consumer<String> doubts) {
    return XmpFilter.filter(xmp, RULE, doubts);
  }

  @Override
  public Verdict name(XmpNamespace namespace, String local) {
    String lower = local.toLowerCase(Locale.ROOT);
    boolean place = PlaceName.is(local) || CONTAINERS.stream().anyMatch(lower::contains);
    return place ? Verdict.DROP : Verdict.KEEP;
  }

  @Override
  public boolean isMeant(String local) {
    return PlaceName.is(local);
  }

  @Override
  public Verdict value(String text) {
    return !UserComment.isSettings(text) && PlaceText.isIn(text) ? Verdict.DOUBT : Verdict.KEEP;
  }
}
