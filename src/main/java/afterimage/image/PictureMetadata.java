package afterimage.image;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its picture apart from the pixels.
 *
 * @param exif a TIFF-structured EXIF block without its {@code Exif\0\0} prefix, or null; not to be
 *     changed
 * @param texts texts by PNG keyword, such as {@code parameters}, {@code prompt}, {@code workflow},
 *     {@value #XMP}
 */
public record PictureMetadata(byte @Nullable [] exif, Map<String, String> texts) {

  /** The keyword of an XMP packet. */
  public static final String XMP = "XML:com.adobe.xmp";

  /** The keyword of A1111's settings text. */
  public static final String PARAMETERS = "parameters";

  /** Nothing known. */
  public static final PictureMetadata NONE = new PictureMetadata(null, Map.of());

  public PictureMetadata {
    texts = Map.copyOf(texts);
  }

  /** The same with one more text. */
  public PictureMetadata withText(String keyword, String text) {
    Map<String, String> more = new TreeMap<>(texts);
    more.put(keyword, text);
    return new PictureMetadata(exif, more);
  }

  /** The same, saying in XMP that a model had a part in the picture. */
  public PictureMetadata withProvenance() {
    return withText(XMP, Provenance.COMPOSITE.into(texts.get(XMP)));
  }

  /** The same, saying in XMP that a model made the whole picture. */
  public PictureMetadata withGeneratedProvenance() {
    return withText(XMP, Provenance.GENERATED.into(texts.get(XMP)));
  }
}
