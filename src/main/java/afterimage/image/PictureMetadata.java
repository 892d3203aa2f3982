package afterimage.image;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its picture apart from the pixels.
 *
 * @param exif a TIFF-structured EXIF block without its {@code Exif\0\0} prefix, or null; not to be
 *     changed
 * @param iptc datasets of IPTC's Information Interchange Model, or null; not to be changed
 * @param resolution how large it is to be printed, or null
 * @param texts texts by PNG keyword, such as {@code parameters}, {@code prompt}, {@code workflow},
 *     {@value #XMP}
 * @param compressed keywords of texts that were compressed in their file, and are again in others
 * @param leftOut what was taken out though nobody can tell whether it held what was to be removed,
 *     by names for people
 */
public record PictureMetadata(
    byte @Nullable [] exif,
    byte @Nullable [] iptc,
    @Nullable Resolution resolution,
    Map<String, String> texts,
    Set<String> compressed,
    List<String> leftOut) {

  /** The keyword of an XMP packet. */
  public static final String XMP = "XML:com.adobe.xmp";

  /** The keyword of A1111's settings text. */
  public static final String PARAMETERS = "parameters";

  /** Nothing known. */
  public static final PictureMetadata NONE = new PictureMetadata(null, Map.of());

  public PictureMetadata {
    texts = Map.copyOf(texts);
    compressed = Set.copyOf(compressed);
    leftOut = List.copyOf(leftOut);
  }

  /** EXIF and texts alone. */
  public PictureMetadata(byte @Nullable [] exif, Map<String, String> texts) {
    this(exif, null, null, texts, Set.of(), List.of());
  }

  /** The EXIF block as it goes into files that are written upright, or null. */
  byte @Nullable [] uprightExif() {
    return exif == null ? null : Exif.upright(exif);
  }

  /**
   * The EXIF block as it goes into files that are written upright and have no place of their own
   * for settings: A1111's are its comment, ComfyUI's are where ComfyUI looks for them. Null if
   * there is nothing to say.
   */
  byte @Nullable [] exifToWrite() {
    String parameters = texts.get(PARAMETERS);
    byte[] block = ExifTexts.added(uprightExif(), texts);
    return parameters == null ? block : UserComment.write(block, parameters);
  }

  /** The XMP packet as it goes into files that are written upright, or null. */
  byte @Nullable [] xmpToWrite() {
    String xmp = texts.get(XMP);
    return xmp == null ? null : Provenance.upright(xmp).getBytes(StandardCharsets.UTF_8);
  }

  /** The same with another EXIF block, or none. */
  public PictureMetadata withExif(byte @Nullable [] block) {
    return new PictureMetadata(block, iptc, resolution, texts, compressed, leftOut);
  }

  /** The same with other IPTC datasets, or none. */
  public PictureMetadata withIptc(byte @Nullable [] datasets) {
    return new PictureMetadata(exif, datasets, resolution, texts, compressed, leftOut);
  }

  /** The same with another resolution, or none. */
  public PictureMetadata withResolution(@Nullable Resolution other) {
    return new PictureMetadata(exif, iptc, other, texts, compressed, leftOut);
  }

  /** The same with other texts. */
  PictureMetadata withTexts(Map<String, String> others) {
    return new PictureMetadata(exif, iptc, resolution, others, compressed, leftOut);
  }

  /** The same with other names of what was left out. */
  PictureMetadata withLeftOut(List<String> names) {
    return new PictureMetadata(exif, iptc, resolution, texts, compressed, names);
  }

  /** The same with one more text. */
  public PictureMetadata withText(String keyword, String text) {
    Map<String, String> more = new TreeMap<>(texts);
    more.put(keyword, text);
    Set<String> others = new HashSet<>(compressed);
    others.remove(keyword);
    return new PictureMetadata(exif, iptc, resolution, more, others, leftOut);
  }

  /** The same, saying in XMP that a model had a part in the picture. */
  public PictureMetadata withProvenance() {
    return withText(XMP, Provenance.COMPOSITE.into(texts.get(XMP)));
  }

  /** The same, saying in XMP that a model made the whole picture. */
  public PictureMetadata withGeneratedProvenance() {
    return withText(XMP, Provenance.GENERATED.into(texts.get(XMP)));
  }

  /** The same without one text. */
  public PictureMetadata withoutText(String keyword) {
    Map<String, String> fewer = new TreeMap<>(texts);
    fewer.remove(keyword);
    return withTexts(fewer);
  }
}
