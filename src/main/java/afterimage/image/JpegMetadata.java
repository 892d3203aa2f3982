package afterimage.image;

import afterimage.message.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a picture's metadata goes into a JPEG, whose segments have less than 64 KB each, and EXIF
 * one of them. What does not fit leaves it in this order: the thumbnail and other leftovers, the
 * settings (to a comment), then the longest fields, one after the other.
 */
final class JpegMetadata {
  /** The most bytes of an EXIF block in a segment. */
  static final int MAX_EXIF = 65_533 - "Exif\0\0".length();

  /** The most bytes of an XMP packet in a segment. */
  static final int MAX_XMP = 65_533 - "http://ns.adobe.com/xap/1.0/\0".length();

  private final PictureMetadata metadata;
  private final @Nullable String settings;
  private final List<String> lost = new ArrayList<>();
  private byte @Nullable [] exif;

  private JpegMetadata(PictureMetadata metadata) {
    this.metadata = metadata;
    settings = metadata.texts().get(PictureMetadata.PARAMETERS);
  }

  static FileMetadata of(PictureMetadata metadata) {
    return new JpegMetadata(metadata).placed();
  }

  private FileMetadata placed() {
    fit();
    List<String> comments = new ArrayList<>();
    boolean moved = settings != null && !FileMetadata.isIn(exif, settings);
    if (settings != null && moved) {
      comments.add(settings);
    }
    String comment = metadata.texts().get(EmbeddedData.COMMENT);
    if (comment != null && !moved) {
      comments.add(comment);
    }
    XmpAdditions additions =
        new XmpAdditions(metadata).comment().texts(moved ? Set.of() : Set.of(EmbeddedData.COMMENT));
    byte[] xmp = additions.packet();
    byte[] extended = null;
    if (xmp != null && xmp.length > MAX_XMP) {
      ExtendedXmp.Split split = ExtendedXmp.split(xmp, MAX_XMP);
      xmp = split == null ? null : split.packet();
      extended = split == null ? null : split.extension();
      if (split == null) {
        lost.add(Messages.of("image.part.xmp"));
      }
    }
    lost.addAll(additions.lost());
    return new FileMetadata()
        .withExif(exif)
        .withXmp(xmp)
        .withExtendedXmp(extended)
        .withIptc(metadata.iptc())
        .withResolution(metadata.resolution())
        .withComments(comments)
        .withSettingsMoved(moved)
        .withLost(lost)
        .withLostTexts(additions.lostTexts(exif));
  }

  private void fit() {
    byte[] upright = metadata.uprightExif();
    exif = metadata.exifToWrite();
    if (fits(exif)) {
      return;
    }
    exif = commented(upright);
    if (fits(exif)) {
      return;
    }
    ExifTree tree = upright == null ? null : ExifTree.of(upright);
    if (tree == null) {
      exif = fits(upright) ? upright : null;
      if (upright != null && exif == null) {
        lost.add(Messages.of("image.part.exif"));
      }
      return;
    }
    exif = commented(tree.block());
    if (!fits(exif)) {
      tree = withoutSettings(tree);
      exif = commented(shortened(tree));
    }
    if (!fits(exif)) {
      exif = tree.isEmpty() ? null : tree.block();
    }
  }

  private static ExifTree withoutSettings(ExifTree tree) {
    byte[] block = tree.block();
    ExifTree without = ExifTree.of(UserComment.withoutSettings(block));
    return without == null ? tree : without;
  }

  /** Takes the longest fields out of a tree until it fits. */
  private byte @Nullable [] shortened(ExifTree tree) {
    // A block is only made when it may fit: there may be thousands of fields.
    while (!tree.isEmpty() && (tree.size() > MAX_EXIF || !fits(tree.block()))) {
      int longest = tree.longest();
      if (longest < 0) {
        return null;
      }
      lost.add(ExifTag.name(longest));
      tree.remove(longest);
    }
    return tree.isEmpty() ? null : tree.block();
  }

  private byte @Nullable [] commented(byte @Nullable [] block) {
    return settings == null ? block : UserComment.write(block, settings);
  }

  private static boolean fits(byte @Nullable [] block) {
    return block == null || block.length <= MAX_EXIF;
  }
}
