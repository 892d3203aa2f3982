package afterimage.image;

import java.util.Locale;
import java.util.Set;

/** What a text with a keyword, as PNG has them, is about. */
enum TextKind {
  /** A program's settings: the user's own words, whatever they say. */
  SETTINGS,
  /** An XMP packet. */
  XMP,
  /** Words of a person about the picture: PNG, third edition, section 11.3.3.1. */
  PROSE,
  /** When and with what the picture was made, as EXIF says it, too. */
  CAMERA,
  /** Where the picture was taken. */
  PLACE,
  /** Unknown, or a container of something else, such as ImageMagick's raw profiles. */
  UNKNOWN;

  private static final Set<String> SETTINGS_KEYWORDS =
      Set.of(
          PictureMetadata.PARAMETERS,
          "prompt",
          "negative_prompt",
          "workflow",
          "invokeai_metadata",
          "invokeai_workflow",
          "invokeai_graph",
          "sd-metadata",
          "dream",
          "fooocus_scheme",
          "generation_data",
          "postprocessing",
          "extras");
  private static final Set<String> PROSE_KEYWORDS =
      Set.of("title", "author", "description", "copyright", "disclaimer", "warning", "comment");
  private static final Set<String> CAMERA_KEYWORDS =
      Set.of(
          "creation time",
          "software",
          "source",
          "date:create",
          "date:modify",
          "date:timestamp",
          "create-date",
          "modify-date");

  /** The kind of text that a keyword promises. */
  static TextKind of(String keyword) {
    if (keyword.equals(PictureMetadata.XMP)) {
      return XMP;
    }
    String lower = keyword.toLowerCase(Locale.ROOT);
    if (SETTINGS_KEYWORDS.contains(lower)) {
      return SETTINGS;
    }
    if (PROSE_KEYWORDS.contains(lower)) {
      return PROSE;
    }
    if (CAMERA_KEYWORDS.contains(lower)) {
      return CAMERA;
    }
    return PlaceName.is(keyword) ? PLACE : UNKNOWN;
  }
}
