package afterimage.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that programs like this one hide in EXIF, where JPEG and WebP have no place of their own
 * for them, by the keywords that they have in PNG.
 *
 * <p>A1111 and Fooocus take the UserComment, Fooocus that of the first directory; ComfyUI's WebP
 * takes {@code Make} and {@code Model}, with the keyword and a colon in front.
 */
final class ExifTexts {
  private static final int TYPE_ASCII = 2;
  private static final List<String> KEYWORDS = List.of("prompt", "workflow");
  private static final Map<String, Integer> FIELDS = Map.of("prompt", 0x0110, "workflow", 0x010f);
  private static final int MAX_ENTRIES = 1000;

  private ExifTexts() {}

  /** All that a block holds; none if it is damaged. */
  static Map<String, String> in(byte[] exif) {
    Map<String, String> texts = new HashMap<>();
    String comment = UserComment.read(exif);
    if (comment != null && UserComment.isSettings(comment)) {
      texts.put(PictureMetadata.PARAMETERS, comment);
    }
    try {
      readFirstDirectory(UserComment.open(exif), texts);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      // What was read before the damage stays.
    }
    return texts;
  }

  /**
   * A block with texts in the fields that ComfyUI takes for them, as far as it has no such fields.
   *
   * @param exif the block, or null for one that holds nothing else
   */
  static byte @Nullable [] added(byte @Nullable [] exif, Map<String, String> texts) {
    ExifTree fields = exif == null ? null : ExifTree.of(exif);
    ExifChange change = new ExifChange(exif);
    boolean any = false;
    for (Map.Entry<String, Integer> field : FIELDS.entrySet()) {
      String text = texts.get(field.getKey());
      boolean free = fields == null || fields.field(field.getValue()) == null;
      if (text != null && free) {
        String value = field.getKey() + ":" + text + "\0";
        change.main(field.getValue(), TYPE_ASCII, value.getBytes(StandardCharsets.UTF_8));
        any = true;
      }
    }
    return any ? change.apply() : exif;
  }

  private static void readFirstDirectory(ByteBuffer block, Map<String, String> texts) {
    int directory = block.getInt(4);
    int count = Math.min(block.getShort(directory) & 0xffff, MAX_ENTRIES);
    for (int i = 0; i < count; i++) {
      byte[] value = UserComment.value(block, UserComment.entryAt(directory, i));
      for (String keyword : KEYWORDS) {
        // The rest of a field is not decoded unless it begins as one of these does.
        if (startsWith(value, keyword + ":")) {
          String text = CommentText.latinOrUtf8(value).replace("\0", "");
          texts.putIfAbsent(keyword, text.substring(keyword.length() + 1));
        }
      }
    }
  }

  private static boolean startsWith(byte[] value, String start) {
    boolean starts = value.length > start.length();
    for (int i = 0; starts && i < start.length(); i++) {
      starts = value[i] == start.charAt(i);
    }
    return starts;
  }
}
