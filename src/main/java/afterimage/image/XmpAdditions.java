package afterimage.image;

import afterimage.image.XmpProperties.Form;
import afterimage.message.Messages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An XMP packet with what a file's format has no other place for. What the packet says already
 * counts more.
 */
final class XmpAdditions {
  private static final Map<String, Property> TEXTS =
      Map.of(
          "Title",
          new Property(XmpNamespace.DUBLIN_CORE, "title", Form.ALTERNATIVES),
          "Author",
          new Property(XmpNamespace.DUBLIN_CORE, "creator", Form.SEQUENCE),
          "Description",
          new Property(XmpNamespace.DUBLIN_CORE, "description", Form.ALTERNATIVES),
          "Copyright",
          new Property(XmpNamespace.DUBLIN_CORE, "rights", Form.ALTERNATIVES),
          EmbeddedData.COMMENT,
          new Property(XmpNamespace.EXIF, "UserComment", Form.ALTERNATIVES));

  // ImageMagick's, of what the file and its EXIF say anyway.
  private static final List<String> REPEATED =
      List.of("date:", "exif:", "jpeg:", "photoshop:", "png:", "tiff:", "webp:", "xmp:");

  private final PictureMetadata metadata;
  private final byte @Nullable [] plain;
  private final @Nullable XmpProperties packet;
  private final Set<String> keptTexts = new TreeSet<>();
  private final List<String> lost = new ArrayList<>();
  private boolean changed;

  private record Property(XmpNamespace namespace, String name, Form form) {}

  /** Begins with the packet of a picture's metadata, or with none. */
  XmpAdditions(PictureMetadata metadata) {
    this.metadata = metadata;
    plain = metadata.xmpToWrite();
    packet = XmpProperties.of(plain == null ? null : new String(plain, StandardCharsets.UTF_8));
  }

  /** A person's comment in EXIF, where the settings take its place. */
  XmpAdditions comment() {
    byte[] exif = metadata.exif();
    String comment = exif == null ? null : UserComment.read(exif);
    boolean displaced = metadata.texts().containsKey(PictureMetadata.PARAMETERS);
    if (displaced && comment != null && !comment.isEmpty() && !UserComment.isSettings(comment)) {
      if (!add(XmpNamespace.EXIF, "UserComment", Form.ALTERNATIVES, comment)) {
        lost.add(ExifTag.name(ExifTag.USER_COMMENT));
      }
    }
    return this;
  }

  /** A PNG's texts of common keywords, but for those that have another place. */
  XmpAdditions texts(Set<String> elsewhere) {
    keptTexts.addAll(elsewhere);
    TEXTS.forEach(
        (keyword, property) -> {
          String text = metadata.texts().get(keyword);
          if (text != null
              && !elsewhere.contains(keyword)
              && add(property.namespace, property.name, property.form, text)) {
            keptTexts.add(keyword);
          }
        });
    return this;
  }

  /** IPTC's datasets. */
  XmpAdditions iptc() {
    byte[] block = metadata.iptc();
    if (block != null && packet != null) {
      lost.addAll(IptcXmp.add(Iptc.of(block), packet));
      changed = true;
    } else if (block != null) {
      lost.add(Messages.of("image.part.iptc"));
    }
    return this;
  }

  /** Returns whether the packet says it, now or before. */
  private boolean add(XmpNamespace namespace, String name, Form form, String text) {
    if (packet == null || text.isBlank()) {
      return text.isBlank();
    }
    if (packet.has(namespace, name)) {
      return packet.says(namespace, name, List.of(text));
    }
    packet.put(namespace, name, form, List.of(text));
    changed = true;
    return true;
  }

  /** The packet, or null if there is nothing to say; as it was if nothing was added. */
  byte @Nullable [] packet() {
    return changed && packet != null ? packet.packet().getBytes(StandardCharsets.UTF_8) : plain;
  }

  /** What could not be added, by names for people. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  /**
   * Names of the texts that nothing in the file holds.
   *
   * @param exif the block that goes into it, or null
   */
  List<String> lostTexts(byte @Nullable [] exif) {
    Map<String, String> inExif = exif == null ? Map.of() : ExifTexts.in(exif);
    Set<String> texts = new TreeSet<>(metadata.texts().keySet());
    texts.removeAll(keptTexts);
    texts.remove(PictureMetadata.XMP);
    texts.remove(PictureMetadata.PARAMETERS);
    texts.removeIf(keyword -> REPEATED.stream().anyMatch(keyword::startsWith));
    texts.removeIf(
        keyword -> String.valueOf(metadata.texts().get(keyword)).equals(inExif.get(keyword)));
    return texts.stream().map(keyword -> Messages.of("image.leftOut.text", keyword)).toList();
  }
}
