package afterimage.image;

import afterimage.message.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a picture's metadata goes into a file of a format, each part in the place that the format
 * has for it, and what has no place there.
 */
final class FileMetadata {
  private byte @Nullable [] exif;
  private byte @Nullable [] xmp;
  private byte @Nullable [] extendedXmp;
  private byte @Nullable [] iptc;
  private @Nullable Resolution resolution;
  private Map<String, PngText> texts = Map.of();
  private List<String> comments = List.of();
  private boolean settingsMoved;
  private List<String> lost = List.of();
  private List<String> lostTexts = List.of();

  /**
   * A text of a PNG.
   *
   * @param compressed whether it is deflated
   */
  record PngText(String text, boolean compressed) {}

  /** What a format can hold of them. */
  static FileMetadata of(PictureMetadata metadata, PictureFormat format) {
    return switch (format) {
      case PNG -> png(metadata);
      case JPEG -> JpegMetadata.of(metadata);
      case WEBP, AVIF, JXL -> exifAndXmp(metadata);
      case TIFF -> tiff(metadata);
      case BMP, GIF, HEIC, RAW -> bmp(metadata);
    };
  }

  private static FileMetadata png(PictureMetadata metadata) {
    byte[] exif = metadata.exif();
    byte[] iptc = metadata.iptc();
    Map<String, PngText> texts = new TreeMap<>();
    metadata
        .texts()
        .forEach(
            (keyword, text) ->
                texts.put(
                    keyword,
                    new PngText(
                        keyword.equals(PictureMetadata.XMP) ? Provenance.upright(text) : text,
                        metadata.compressed().contains(keyword))));
    if (iptc != null) {
      String text = RawProfile.text("iptc", PhotoshopResources.of(iptc));
      texts.put(RawProfile.KEYWORD + "iptc", new PngText(text, true));
    }
    String comment = exif == null ? null : UserComment.read(exif);
    String settings = metadata.texts().get(PictureMetadata.PARAMETERS);
    byte[] upright = metadata.uprightExif();
    // Old settings in EXIF count more than the new text for some programs.
    boolean stale = comment != null && UserComment.isSettings(comment);
    return new FileMetadata()
        .withExif(settings != null && stale ? UserComment.write(upright, settings) : upright)
        .withResolution(metadata.resolution())
        .withTexts(texts);
  }

  /** Formats that have a place for these two blocks and no other. */
  private static FileMetadata exifAndXmp(PictureMetadata metadata) {
    byte[] exif = metadata.exifToWrite();
    List<String> lost = new ArrayList<>(lostSettings(metadata, exif));
    XmpAdditions xmp = new XmpAdditions(metadata).comment().texts(Set.of()).iptc();
    lost.addAll(xmp.lost());
    List<String> lostTexts = xmp.lostTexts(exif);
    Resolution resolution = metadata.resolution();
    if (resolution != null && !resolution.equals(exif == null ? null : Exif.resolution(exif))) {
      exif = Exif.with(exif, resolution);
    }
    return new FileMetadata()
        .withExif(exif)
        .withXmp(xmp.packet())
        .withLost(lost)
        .withLostTexts(lostTexts);
  }

  private static FileMetadata tiff(PictureMetadata metadata) {
    byte[] exif = metadata.exifToWrite();
    List<String> lost = new ArrayList<>();
    if (exif != null && ExifTree.of(exif) == null) {
      lost.add(Messages.of("image.part.exif"));
      exif = metadata.withExif(null).exifToWrite();
    }
    lost.addAll(lostSettings(metadata, exif));
    XmpAdditions xmp = new XmpAdditions(metadata).comment().texts(Set.of());
    lost.addAll(xmp.lost());
    return new FileMetadata()
        .withExif(exif)
        .withXmp(xmp.packet())
        .withIptc(metadata.iptc())
        .withResolution(metadata.resolution())
        .withLost(lost)
        .withLostTexts(xmp.lostTexts(exif));
  }

  private static FileMetadata bmp(PictureMetadata metadata) {
    List<String> lost = new ArrayList<>();
    if (metadata.exif() != null) {
      lost.add(Messages.of("image.part.exif"));
    }
    if (metadata.texts().containsKey(PictureMetadata.XMP)) {
      lost.add(Messages.of("image.part.xmp"));
    }
    if (metadata.iptc() != null) {
      lost.add(Messages.of("image.part.iptc"));
    }
    lost.addAll(lostSettings(metadata, null));
    Resolution resolution = metadata.resolution();
    if (resolution != null && resolution.perMetre() == null) {
      lost.add(Messages.of("image.part.resolution"));
    }
    return new FileMetadata()
        .withResolution(resolution)
        .withLost(lost)
        .withLostTexts(new XmpAdditions(metadata).lostTexts(null));
  }

  /** The settings, unless a block has them as its comment. */
  static List<String> lostSettings(PictureMetadata metadata, byte @Nullable [] exif) {
    String settings = metadata.texts().get(PictureMetadata.PARAMETERS);
    return settings == null || isIn(exif, settings)
        ? List.of()
        : List.of(Messages.of("image.part.settings"));
  }

  /** Whether a block's comment is a text. */
  static boolean isIn(byte @Nullable [] exif, String settings) {
    String comment = exif == null ? null : UserComment.read(exif);
    return comment != null && comment.equals(settings.replace("\0", "").strip());
  }

  /** A block, upright, or null. */
  byte @Nullable [] exif() {
    return exif;
  }

  FileMetadata withExif(byte @Nullable [] value) {
    exif = value;
    return this;
  }

  /** A packet, upright, or null. */
  byte @Nullable [] xmp() {
    return xmp;
  }

  FileMetadata withXmp(byte @Nullable [] value) {
    xmp = value;
    return this;
  }

  /** What of the packet does not fit into a JPEG's segment, or null. */
  byte @Nullable [] extendedXmp() {
    return extendedXmp;
  }

  FileMetadata withExtendedXmp(byte @Nullable [] value) {
    extendedXmp = value;
    return this;
  }

  /** Datasets, or null. */
  byte @Nullable [] iptc() {
    return iptc;
  }

  FileMetadata withIptc(byte @Nullable [] value) {
    iptc = value;
    return this;
  }

  /** For the format's own header, or null. */
  @Nullable Resolution resolution() {
    return resolution;
  }

  FileMetadata withResolution(@Nullable Resolution value) {
    resolution = value;
    return this;
  }

  /** By keyword, for PNG. */
  Map<String, PngText> texts() {
    return texts;
  }

  FileMetadata withTexts(Map<String, PngText> value) {
    texts = Map.copyOf(value);
    return this;
  }

  /** For JPEG's comment segments. */
  List<String> comments() {
    return comments;
  }

  FileMetadata withComments(List<String> value) {
    comments = List.copyOf(value);
    return this;
  }

  /** Whether the settings are where other programs may not look for them. */
  boolean settingsMoved() {
    return settingsMoved;
  }

  FileMetadata withSettingsMoved(boolean value) {
    settingsMoved = value;
    return this;
  }

  /** What has no place, by names for people. */
  List<String> lost() {
    return lost;
  }

  FileMetadata withLost(List<String> value) {
    lost = List.copyOf(value);
    return this;
  }

  /** Texts that only PNG has a place for, by names for people. */
  List<String> lostTexts() {
    return lostTexts;
  }

  FileMetadata withLostTexts(List<String> value) {
    lostTexts = List.copyOf(value);
    return this;
  }
}
