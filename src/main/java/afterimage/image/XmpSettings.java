package afterimage.image;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an XMP packet how a model made a picture: EXIF's comment (Draw Things writes it
 * there), IPTC's fields for prompts and systems, and every text that reads like settings.
 */
final class XmpSettings implements XmpFilter.Rule {
  private static final XmpSettings RULE = new XmpSettings();

  private XmpSettings() {}

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
    boolean iptc = namespace == XmpNamespace.IPTC_EXTENSION && local.startsWith("AI");
    return iptc || lower.equals("usercomment") || lower.contains("prompt") || lower.equals("pantry")
        ? Verdict.DROP
        : Verdict.KEEP;
  }

  @Override
  public boolean isMeant(String local) {
    return local.toLowerCase(Locale.ROOT).contains("prompt");
  }

  @Override
  public Verdict value(String text) {
    return SettingsMarks.areIn(text) ? Verdict.DROP : Verdict.KEEP;
  }
}
