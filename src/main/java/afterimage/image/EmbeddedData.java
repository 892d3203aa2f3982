package afterimage.image;

import afterimage.message.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** PNG's keyword for a comment. */
  static final String COMMENT = "Comment";

  private static final String XMP_PREFIX = "http://ns.adobe.com/xap/1.0/\0";
  private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};

  private final BoundedInflater texts = new BoundedInflater(2 * MAX_ALL_TEXTS);
  private final Map<String, String> kept = new HashMap<>();
  private final Set<String> compressed = new HashSet<>();
  private byte @Nullable [] exif;
  private byte @Nullable [] iccProfile;
  private byte @Nullable [] iptc;
  private byte @Nullable [] rawExif;
  private byte @Nullable [] rawXmp;
  private @Nullable Resolution resolution;
  private boolean profileLeftOut;
  private boolean exifLeftOut;
  private boolean notesMoved;
  private boolean videoLeftOut;
  private int picturesLeftOut;
  private final Set<String> fieldsLeftOut = new TreeSet<>();
  private final ByteArrayOutputStream comment = new ByteArrayOutputStream();
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

  /** Keeps what a file's own header says of the resolution; what EXIF says counts without it. */
  void keepResolution(@Nullable Resolution found) {
    resolution = found == null ? resolution : found;
  }

  /** Keeps datasets of IPTC; the first that can be read count. */
  void keepIptc(byte @Nullable [] block) {
    iptc = iptc == null && block != null ? Iptc.of(block).block() : iptc;
  }

  /** Keeps what Photoshop's image resources have of IPTC. */
  void keepResources(byte[] resources) {
    keepIptc(PhotoshopResources.iptc(resources));
  }

  /** Keeps what a text of a PNG has of other formats' blocks; false if it is none of these. */
  private boolean keepRaw(String keyword, String text) {
    byte[] bytes = keyword.startsWith(RawProfile.KEYWORD) ? RawProfile.bytes(text) : null;
    if (bytes == null) {
      return false;
    }
    if (RawProfile.startsWith(bytes, XMP_PREFIX)) {
      rawXmp = Arrays.copyOfRange(bytes, XMP_PREFIX.length(), bytes.length);
      return true;
    }
    switch (keyword.substring(RawProfile.KEYWORD.length())) {
      case "exif", "APP1" -> rawExif = bytes;
      case "xmp" -> rawXmp = bytes;
      case "iptc", "8bim" -> {
        boolean segment = RawProfile.startsWith(bytes, JpegFile.PHOTOSHOP);
        int from = segment ? JpegFile.PHOTOSHOP.length() : 0;
        byte[] data = Arrays.copyOfRange(bytes, from, bytes.length);
        keepResources(data);
        keepIptc(data);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Keeps a comment of no keyword, or the next piece of one. */
  void keepComment(byte[] text) {
    if (comment.size() + text.length <= MAX_TEXT) {
      comment.writeBytes(text);
    } else {
      textsLeftOut++;
    }
  }

  /** Is told of a motion photo's video. */
  void leaveOutVideo() {
    videoLeftOut = true;
  }

  /** Is told of so many further pictures. */
  void leaveOutPictures(int count) {
    picturesLeftOut += count;
  }

  /** Is told whether makers' notes had to leave their place. */
  void moveNotes(boolean moved) {
    notesMoved |= moved;
  }

  /** A field that nobody but the program that wrote it can read. */
  void leaveOutField(String name) {
    fieldsLeftOut.add(name);
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
    String read =
        xmp
            ? XmpText.of(text, charset)
            : latin ? CommentText.latinOrUtf8(text) : new String(text, charset);
    if (!keepRaw(keyword, read)) {
      kept.put(keyword, read);
      compressed.remove(keyword);
    }
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
    LinkedMedia media = LinkedMedia.in(packet);
    videoLeftOut |= media.video();
    keepText(PictureMetadata.XMP, media.packet(), StandardCharsets.UTF_8);
  }

  void leaveOutText() {
    textsLeftOut++;
  }

  /** All of it; settings in EXIF count as the texts that they are in PNG. */
  PictureMetadata metadata() {
    // A chunk of their own counts more than a text.
    if (exif == null && rawExif != null) {
      keepExif(rawExif);
    }
    if (rawXmp != null && !kept.containsKey(PictureMetadata.XMP)) {
      keepXmp(rawXmp);
    }
    if (exif != null) {
      ExifTexts.in(exif).forEach(kept::putIfAbsent);
      resolution = resolution == null ? Exif.resolution(exif) : resolution;
    }
    if (comment.size() > 0) {
      String text = CommentText.latinOrUtf8(comment.toByteArray()).replace("\0", "").strip();
      boolean settings = UserComment.isSettings(text);
      kept.putIfAbsent(settings ? PictureMetadata.PARAMETERS : COMMENT, text);
    }
    return new PictureMetadata(exif, iptc, resolution, kept, compressed, List.of());
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
    if (videoLeftOut) {
      notices.add(Messages.of("image.left.video", name));
    }
    if (picturesLeftOut > 0 && !gainMapLeftOut) {
      notices.add(Messages.of("image.left.pictures", name, picturesLeftOut));
    }
    if (notesMoved) {
      notices.add(Messages.of("image.left.notes", name));
    }
    if (!fieldsLeftOut.isEmpty()) {
      notices.add(
          Messages.of("image.left.fields", name, LeftOut.names(List.copyOf(fieldsLeftOut))));
    }
    return notices;
  }
}
