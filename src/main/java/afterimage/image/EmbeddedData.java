package afterimage.image;

import afterimage.message.Messages;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file carries beside its pixels, as the walk through it finds it. All of it is bounded,
 * however much there is; what is damaged or too much is left out and told.
 */
final class EmbeddedData {
  /** The most bytes of a text; workflows with pictures inside have a few million. */
  static final int MAX_TEXT = 8 << 20;

  /** The most bytes of an EXIF block. */
  static final int MAX_EXIF = 8 << 20;

  /** The most bytes of a colour profile; those of printers have a few million. */
  static final int MAX_PROFILE = 16 << 20;

  private static final int MAX_TEXTS = 1000;
  private static final int MAX_ALL_TEXTS = 16 << 20;

  private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};

  private final BoundedInflater texts = new BoundedInflater(2 * MAX_ALL_TEXTS);
  private final Map<String, String> kept = new HashMap<>();
  private final Set<String> compressed = new HashSet<>();
  private byte @Nullable [] exif;
  private byte @Nullable [] iccProfile;
  private boolean profileLeftOut;
  private boolean exifLeftOut;
  private boolean tableLeftOut;
  private boolean gainMapLeftOut;
  private boolean sensorLeftOut;
  private boolean rangeLeftOut;
  private int textsSeen;
  private int textsLeftOut;
  private long textBytes;

  byte @Nullable [] exif() {
    return exif;
  }

  /** A profile that can be used, or null. */
  byte @Nullable [] iccProfile() {
    return iccProfile;
  }

  /** Keeps a block, whose prefix some programs write where it does not belong. */
  void keepExif(byte[] block) {
    boolean prefixed =
        block.length >= PREFIX.length
            && Arrays.equals(block, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    byte[] alone = prefixed ? Arrays.copyOfRange(block, PREFIX.length, block.length) : block;
    // An empty one is no reason to forget another.
    exif = alone.length == 0 && exif != null ? exif : alone;
  }

  void leaveOutExif() {
    exifLeftOut = true;
  }

  /**
   * Keeps a profile that colours can be converted by.
   *
   * @param profile as the file has it
   * @param channels of the pixels
   * @return the profile without what is behind its end, or null if it is not kept
   */
  byte @Nullable [] keepProfile(byte @Nullable [] profile, int channels) {
    iccProfile = profile == null ? null : ColorConversion.usable(profile, channels);
    // Grey has no colours that a wrong profile could change.
    profileLeftOut = iccProfile == null && channels != 1;
    return iccProfile;
  }

  void leaveOutProfile() {
    profileLeftOut = iccProfile == null;
  }

  /** The profile is heeded, but results cannot have it. */
  void leaveOutTable() {
    tableLeftOut = true;
  }

  /** The camera's own JPEG stands for what its sensor saw. */
  void leaveOutSensor() {
    sensorLeftOut = true;
  }

  /** What is brighter than white was drawn together. */
  void leaveOutRange() {
    rangeLeftOut = true;
  }

  void leaveOutGainMap() {
    gainMapLeftOut = true;
  }

  void keepText(String keyword, byte[] text, Charset charset) {
    if (text.length > MAX_TEXT
        || ++textsSeen > MAX_TEXTS
        || (textBytes += text.length) > MAX_ALL_TEXTS) {
      textsLeftOut++;
      return;
    }
    boolean xmp = keyword.equals(PictureMetadata.XMP);
    boolean latin = charset.equals(StandardCharsets.ISO_8859_1);
    kept.put(
        keyword,
        xmp
            ? XmpText.of(text, charset)
            : latin ? CommentText.latinOrUtf8(text) : new String(text, charset));
    compressed.remove(keyword);
  }

  /** Keeps a text that lies deflated in the file, from {@code offset} on. */
  void keepCompressedText(String keyword, byte[] data, int offset, Charset charset) {
    byte[] text = textsSeen < MAX_TEXTS ? texts.inflate(data, offset, MAX_TEXT) : null;
    if (text == null) {
      textsLeftOut++;
      return;
    }
    keepText(keyword, text, charset);
    if (kept.containsKey(keyword)) {
      compressed.add(keyword);
    }
  }

  void keepXmp(byte[] packet) {
    keepText(PictureMetadata.XMP, packet, StandardCharsets.UTF_8);
  }

  void leaveOutText() {
    textsLeftOut++;
  }

  /** All of it; settings in EXIF count as the texts that they are in PNG. */
  PictureMetadata metadata() {
    if (exif != null) {
      ExifTexts.in(exif).forEach(kept::putIfAbsent);
    }
    return new PictureMetadata(exif, kept, compressed, List.of());
  }

  /** What was left out of a picture of this name, one sentence each. */
  List<String> notices(String name) {
    List<String> notices = new ArrayList<>();
    if (textsLeftOut > 0) {
      notices.add(Messages.of("image.left.texts", name, textsLeftOut));
    }
    if (profileLeftOut) {
      notices.add(Messages.of("image.left.profile", name));
    }
    if (tableLeftOut) {
      notices.add(Messages.of("image.left.table", name));
    }
    if (sensorLeftOut) {
      notices.add(Messages.of("image.left.sensor", name));
    }
    if (rangeLeftOut) {
      notices.add(Messages.of("image.left.range", name));
    }
    if (gainMapLeftOut) {
      notices.add(Messages.of("image.left.gainMap", name));
    }
    if (exifLeftOut) {
      notices.add(Messages.of("image.left.exif", name));
    }
    return notices;
  }
}
