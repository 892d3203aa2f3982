package afterimage.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that programs like this one hide in EXIF, where JPEG and WebP have no place of their own
 * for them, by the keywords that they have in PNG.
 *
 * <p>A1111 and Fooocus take the UserComment, Fooocus that of the first directory; ComfyUI's WebP
 * takes {@code Make} and {@code Model}, with the keyword and a colon in front.
 */
final class ExifTexts {
  private static final List<String> KEYWORDS = List.of("prompt", "workflow");
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
