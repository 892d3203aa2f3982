package afterimage.image;

import afterimage.message.Messages;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a picture's metadata goes into a file of a format, each part in the place that the format
 * has for it, and what has no place there.
 *
 * @param exif a block, upright, or null
 * @param xmp a packet, upright, or null
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
    byte @Nullable [] iptc,
    @Nullable Resolution resolution,
    Map<String, PngText> texts,
    List<String> comments,
    boolean settingsMoved,
    List<String> lost)
    implements FileMetadataBuilder.With {

  /** Nothing at all. */
  static final FileMetadata NONE =
      new FileMetadata(null, null, null, null, Map.of(), List.of(), false, List.of());

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
    String comment = exif == null ? null : UserComment.read(exif);
    // Old settings in EXIF count more than the new text for some programs.
    boolean stale = comment != null && UserComment.isSettings(comment);
    return NONE.withExif(stale ? metadata.exifToWrite() : metadata.uprightExif())
        .withIptc(metadata.iptc())
        .withResolution(metadata.resolution())
        .withTexts(texts);
  }

  private static FileMetadata webp(PictureMetadata metadata) {
    byte[] exif = metadata.exifToWrite();
    Resolution resolution = metadata.resolution();
    boolean differs =
        resolution != null && !resolution.equals(exif == null ? null : Exif.resolution(exif));
    List<String> lost = new ArrayList<>(lostTexts(metadata, Set.of()));
    lost.addAll(lostSettings(metadata, exif));
    return NONE.withExif(resolution != null && differs ? Exif.with(exif, resolution) : exif)
        .withXmp(metadata.xmpToWrite())
        .withLost(lost);
  }

  private static FileMetadata tiff(PictureMetadata metadata) {
    byte[] exif = metadata.exifToWrite();
    List<String> lost = new ArrayList<>();
    if (exif != null && ExifTree.of(exif) == null) {
      lost.add(Messages.of("image.part.exif"));
      exif = metadata.withExif(null).exifToWrite();
    }
    lost.addAll(lostTexts(metadata, Set.of()));
    lost.addAll(lostSettings(metadata, exif));
    return NONE.withExif(exif)
        .withXmp(metadata.xmpToWrite())
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
    lost.addAll(lostTexts(metadata, Set.of()));
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

  /** Names of the texts that only PNG has a place for, but for some. */
  static List<String> lostTexts(PictureMetadata metadata, Set<String> kept) {
    byte[] exif = metadata.exif();
    Map<String, String> inExif = exif == null ? Map.of() : ExifTexts.in(exif);
    Set<String> lost = new TreeSet<>(metadata.texts().keySet());
    lost.removeAll(kept);
    lost.remove(PictureMetadata.XMP);
    lost.remove(PictureMetadata.PARAMETERS);
    lost.removeIf(
        keyword -> String.valueOf(metadata.texts().get(keyword)).equals(inExif.get(keyword)));
    return lost.stream().map(keyword -> Messages.of("image.leftOut.text", keyword)).toList();
  }
}
