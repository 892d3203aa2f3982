package afterimage.image;

import afterimage.message.Messages;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a picture's metadata goes into a file of a format, each part in the place that the format
 * has for it, and what has no place there.
 *
 * @param exif a block, upright, or null
 * @param xmp a packet, upright, or null
 * @param extendedXmp what of the packet does not fit into a JPEG's segment, or null
 * @param iptc datasets, or null
 * @param resolution for the format's own header, or null
 * @param texts by keyword, for PNG
 * @param comments for JPEG's comment segments
 * @param settingsMoved whether the settings are where other programs may not look for them
 * @param lost what has no place, by names for people
 */
@RecordBuilder
record FileMetadata(
    byte @Nullable [] exif,
    byte @Nullable [] xmp,
    byte @Nullable [] extendedXmp,
    byte @Nullable [] iptc,
    @Nullable Resolution resolution,
    Map<String, PngText> texts,
    List<String> comments,
    boolean settingsMoved,
    List<String> lost)
    implements FileMetadataBuilder.With {

  /** Nothing at all. */
  static final FileMetadata NONE =
      new FileMetadata(null, null, null, null, null, Map.of(), List.of(), false, List.of());

  FileMetadata {
    texts = Map.copyOf(texts);
    comments = List.copyOf(comments);
    lost = List.copyOf(lost);
  }

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
      case WEBP -> webp(metadata);
      case TIFF -> tiff(metadata);
      case BMP, GIF -> bmp(metadata);
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
    boolean stale = comment != null && UserComment.isSettings(comment) && settings != null;
    return NONE.withExif(stale ? UserComment.write(upright, settings) : upright)
        .withResolution(metadata.resolution())
        .withTexts(texts);
  }

  private static FileMetadata webp(PictureMetadata metadata) {
    byte[] exif = metadata.exifToWrite();
    List<String> lost = new ArrayList<>(lostSettings(metadata, exif));
    XmpAdditions xmp = new XmpAdditions(metadata).comment().texts(Set.of()).iptc();
    lost.addAll(xmp.lost(exif));
    Resolution resolution = metadata.resolution();
    if (resolution != null && !resolution.equals(exif == null ? null : Exif.resolution(exif))) {
      exif = Exif.with(exif, resolution);
    }
    return NONE.withExif(exif).withXmp(xmp.packet()).withLost(lost);
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
    lost.addAll(xmp.lost(exif));
    return NONE.withExif(exif)
        .withXmp(xmp.packet())
        .withIptc(metadata.iptc())
        .withResolution(metadata.resolution())
        .withLost(lost);
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
    lost.addAll(new XmpAdditions(metadata).lost(null));
    Resolution resolution = metadata.resolution();
    if (resolution != null && resolution.perMetre() == null) {
      lost.add(Messages.of("image.part.resolution"));
    }
    return NONE.withResolution(resolution).withLost(lost);
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
}
