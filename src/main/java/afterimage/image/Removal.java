package afterimage.image;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.message.Messages;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a picture's metadata what its owner does not want to give away. Whatever goes wrong
 * with a block of a stranger's, the block goes as a whole, and is named.
 */
final class Removal {
  // A packet of the largest size takes a fraction of a second.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private byte @Nullable [] exif;
  private final Map<String, String> texts;
  private final Set<String> leftOut;

  Removal(PictureMetadata metadata) {
    exif = metadata.exif();
    texts = new TreeMap<>(metadata.texts());
    leftOut = new LinkedHashSet<>(metadata.leftOut());
  }

  PictureMetadata result() {
    return new PictureMetadata(exif, texts, List.copyOf(leftOut));
  }

  /** EXIF, and the texts that repeat it: of the rest, settings and a person's words stay. */
  Removal exif() {
    exif = null;
    texts.remove(PictureMetadata.XMP);
    removeTexts();
    texts.keySet().removeIf(keyword -> TextKind.of(keyword) == TextKind.CAMERA);
    return this;
  }

  /** Where the picture was taken. */
  Removal location() {
    filterExif(ExifLocation::removedFrom);
    filterXmp(XmpLocation::removedFrom);
    removeTexts();
    return this;
  }

  /** How a model made the picture. */
  Removal settings() {
    filterExif(ExifSettings::removedFrom);
    filterXmp(XmpSettings::removedFrom);
    texts.keySet().removeIf(keyword -> TextKind.of(keyword) != TextKind.XMP);
    return this;
  }

  /** Texts of unknown meaning, and those with coordinates that are nobody's settings. */
  private void removeTexts() {
    texts
        .entrySet()
        .removeIf(
            text -> {
              boolean goes =
                  switch (TextKind.of(text.getKey())) {
                    case SETTINGS, XMP -> false;
                    case PROSE, CAMERA ->
                        !UserComment.isSettings(text.getValue())
                            && PlaceText.isIn(text.getValue());
                    case UNKNOWN -> true;
                  };
              if (goes) {
                leftOut.add(Messages.of("image.leftOut.text", text.getKey()));
              }
              return goes;
            });
  }

  private interface ExifWork {
    byte @Nullable [] filter(byte[] exif, Consumer<String> doubts);
  }

  private void filterExif(ExifWork work) {
    byte[] block = exif;
    if (block == null) {
      return;
    }
    Set<String> doubts = new LinkedHashSet<>();
    byte[] left = null;
    try {
      left = Guard.<byte @Nullable [], RuntimeException>call(() -> work.filter(block, doubts::add));
    } catch (GuardException e) {
      // The block is one of those that nobody can read.
    }
    if (left == null) {
      leftOut.add(Messages.of("image.leftOut.exif"));
    } else {
      leftOut.addAll(doubts);
    }
    exif = left;
  }

  private interface XmpWork {
    @Nullable String filter(String xmp, Consumer<String> doubts);
  }

  private void filterXmp(XmpWork work) {
    String packet = texts.remove(PictureMetadata.XMP);
    if (packet == null) {
      return;
    }
    Set<String> doubts = new LinkedHashSet<>();
    String left = null;
    try {
      left =
          Guard.<@Nullable String, RuntimeException>call(
              LIMIT, () -> work.filter(packet, doubts::add));
    } catch (GuardException e) {
      // The packet is one of those that nobody can read.
    }
    if (left == null) {
      leftOut.add(Messages.of("image.leftOut.xmp"));
      return;
    }
    leftOut.addAll(doubts);
    if (!left.isEmpty()) {
      texts.put(PictureMetadata.XMP, left);
    }
  }
}
