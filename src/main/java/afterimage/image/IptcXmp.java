package afterimage.image;

import afterimage.image.XmpProperties.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Puts IPTC's datasets into an XMP packet, for files that have no place for them (IPTC Photo
 * Metadata Standard, mapping of IIM to XMP). What the packet says already counts more.
 */
final class IptcXmp {
  private static final int DATE_CREATED = 55;
  private static final int TIME_CREATED = 60;
  private static final Map<Integer, Property> PROPERTIES =
      Map.ofEntries(
          Map.entry(5, new Property(XmpNamespace.DUBLIN_CORE, "title", Form.ALTERNATIVES)),
          Map.entry(10, photoshop("Urgency")),
          Map.entry(15, photoshop("Category")),
          Map.entry(20, new Property(XmpNamespace.PHOTOSHOP, "SupplementalCategories", Form.BAG)),
          Map.entry(25, new Property(XmpNamespace.DUBLIN_CORE, "subject", Form.BAG)),
          Map.entry(40, photoshop("Instructions")),
          Map.entry(DATE_CREATED, photoshop("DateCreated")),
          Map.entry(65, new Property(XmpNamespace.XMP, "CreatorTool", Form.TEXT)),
          Map.entry(80, new Property(XmpNamespace.DUBLIN_CORE, "creator", Form.SEQUENCE)),
          Map.entry(85, photoshop("AuthorsPosition")),
          Map.entry(90, photoshop("City")),
          Map.entry(92, new Property(XmpNamespace.IPTC_CORE, "Location", Form.TEXT)),
          Map.entry(95, photoshop("State")),
          Map.entry(100, new Property(XmpNamespace.IPTC_CORE, "CountryCode", Form.TEXT)),
          Map.entry(101, photoshop("Country")),
          Map.entry(103, photoshop("TransmissionReference")),
          Map.entry(105, photoshop("Headline")),
          Map.entry(110, photoshop("Credit")),
          Map.entry(115, photoshop("Source")),
          Map.entry(116, new Property(XmpNamespace.DUBLIN_CORE, "rights", Form.ALTERNATIVES)),
          Map.entry(120, new Property(XmpNamespace.DUBLIN_CORE, "description", Form.ALTERNATIVES)),
          Map.entry(122, photoshop("CaptionWriter")));

  private record Property(XmpNamespace namespace, String name, Form form) {}

  private IptcXmp() {}

  private static Property photoshop(String name) {
    return new Property(XmpNamespace.PHOTOSHOP, name, Form.TEXT);
  }

  /** Adds what a packet has a property for; returns the names of the rest. */
  static List<String> add(Iptc iptc, XmpProperties xmp) {
    TreeSet<Integer> numbers = new TreeSet<>();
    TreeSet<String> lost = new TreeSet<>();
    for (Iptc.DataSet set : iptc.sets()) {
      boolean mapped = set.record() == 2 && PROPERTIES.containsKey(set.number());
      if (mapped) {
        numbers.add(set.number());
      } else if (!Iptc.isAboutItself(set) && !set.is(2, TIME_CREATED)) {
        lost.add(set.name());
      }
    }
    for (int number : numbers) {
      List<String> values = new ArrayList<>(iptc.texts(number));
      values.removeIf(String::isEmpty);
      Property property = PROPERTIES.get(number);
      if (property == null || values.isEmpty()) {
        continue;
      }
      if (number == DATE_CREATED) {
        values.replaceAll(date -> date(date, iptc.texts(TIME_CREATED)));
      }
      if (!xmp.has(property.namespace, property.name)) {
        xmp.put(property.namespace, property.name, property.form, values);
      } else {
        xmp.append(property.namespace, property.name, property.form, values);
      }
      if (!xmp.says(property.namespace, property.name, values)) {
        lost.add("IPTC " + property.name);
      }
    }
    return List.copyOf(lost);
  }

  /** {@code 20240506} and {@code 070809+0200} as XMP has them. */
  private static String date(String date, List<String> times) {
    if (!date.matches("[0-9]{8}")) {
      return date;
    }
    String day = date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6);
    String time = times.isEmpty() ? "" : times.getFirst();
    if (!time.matches("[0-9]{6}([+-][0-9]{4})?")) {
      return day;
    }
    String clock =
        "T" + time.substring(0, 2) + ":" + time.substring(2, 4) + ":" + time.substring(4, 6);
    String zone = time.length() > 6 ? time.substring(6, 9) + ":" + time.substring(9) : "";
    return day + clock + zone;
  }
}
