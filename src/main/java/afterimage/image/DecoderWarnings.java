package afterimage.image;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Listens for a decoder's word that pixels are missing or wrong, which decoders only warn of. */
final class DecoderWarnings implements IIOReadWarningListener {
  private static final List<String> CUT = List.of("premature end", "truncated", "unexpected end");

  // libjpeg's words, and those of the JDK's GIF reader.
  private static final List<String> DAMAGED =
      List.of("bad huffman code", "instead of rst", "bogus progression", "out-of-sequence code");

  private @Nullable Refusal found;

  /**
   * Refuses the picture if there was such a word.
   *
   * @throws Refusal if so
   */
  void refuse() throws IOException {
    if (found != null) {
      throw found;
    }
  }

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (CUT.stream().anyMatch(lower::contains)) {
      found = Refusal.cut(warning);
    } else if (found == null && DAMAGED.stream().anyMatch(lower::contains)) {
      found = Refusal.damaged(warning);
    }
  }
}
