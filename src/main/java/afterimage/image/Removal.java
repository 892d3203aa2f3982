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
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a picture's metadata what its owner does not want to give away. Whatever goes wrong
 * with a block of a stranger's, the block goes as a whole, and is named.
 */
final class Removal {
  // A packet of the largest size takes a fraction of a second.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final PictureMetadata source;
  private byte @Nullable [] exif;
  private @Nullable Iptc iptc;
  private @Nullable Resolution resolution;
  private final Map<String, String> texts;
  private final Set<String> leftOut;

  Removal(PictureMetadata metadata) {
    source = metadata;
    exif = metadata.exif();
    byte[] block = metadata.iptc();
    iptc = block == null ? null : Iptc.of(block);
    resolution = metadata.resolution();
    texts = new TreeMap<>(metadata.texts());
    leftOut = new LinkedHashSet<>(metadata.leftOut());
  }

  PictureMetadata result() {
    return source
        .withExif(exif)
        .withResolution(resolution)
        .withIptc(iptc == null ? null : iptc.block())
        .withTexts(texts)
        .withLeftOut(List.copyOf(leftOut));
  }

  /** How large the picture is to be printed. */
  Removal resolution() {
    resolution = null;
    return this;
  }

  /** The EXIF block with IPTC, which repeats much of it, and the XMP packet, as a whole. */
  Removal blocks(boolean withExif, boolean withXmp) {
    exif = withExif ? null : exif;
    iptc = withExif ? null : iptc;
    if (withXmp) {
      texts.remove(PictureMetadata.XMP);
    }
    return this;
  }

  /** Of the texts, what repeats EXIF; settings and a person's words stay. */
  Removal camera() {
    removeTexts();
    texts.keySet().removeIf(keyword -> TextKind.of(keyword) == TextKind.CAMERA);
    return this;
  }

  /** Where the picture was taken. */
  Removal location() {
    filterExif(ExifLocation::removedFrom);
    filterIptc(IptcLocation::judge);
    filterXmp(XmpLocation::removedFrom);
    removeTexts();
    return this;
  }

  /** How a model made the picture. */
  Removal settings() {
    filterExif(ExifSettings::removedFrom);
    filterIptc((set, text) -> SettingsMarks.areIn(text) ? Verdict.DROP : Verdict.KEEP);
    filterXmp(XmpSettings::removedFrom);
    texts.keySet().removeIf(keyword -> TextKind.of(keyword) != TextKind.XMP);
    return this;
  }

  /** Texts about a place, those of unknown meaning, and those with coordinates. */
  private void removeTexts() {
    for (Map.Entry<String, String> text : Map.copyOf(texts).entrySet()) {
      Verdict verdict = judge(text.getKey(), text.getValue());
      if (verdict != Verdict.KEEP) {
        texts.remove(text.getKey());
      }
      if (verdict == Verdict.DOUBT) {
        leftOut.add(Messages.of("image.leftOut.text", text.getKey()));
      }
    }
  }

  private static Verdict judge(String keyword, String text) {
    return switch (TextKind.of(keyword)) {
      case SETTINGS, XMP -> Verdict.KEEP;
      case PROSE, CAMERA ->
          !UserComment.isSettings(text) && PlaceText.isIn(text) ? Verdict.DOUBT : Verdict.KEEP;
      case PLACE -> Verdict.DROP;
      case UNKNOWN -> Verdict.DOUBT;
    };
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

  private void filterIptc(BiFunction<Iptc.DataSet, String, Verdict> rule) {
    Iptc all = iptc;
    if (all == null) {
      return;
    }
    iptc =
        all.only(
            set -> {
              Verdict verdict = rule.apply(set, all.text(set));
              if (verdict == Verdict.DOUBT) {
                leftOut.add(set.name());
              }
              return verdict == Verdict.KEEP;
            });
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
