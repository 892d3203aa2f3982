package afterimage.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Listens for a decoder's word that its file ended early, which decoders only warn of. */
final class Truncation implements IIOReadWarningListener {
  private boolean found;

  boolean found() {
    return found;
  }

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    found |= lower.contains("premature end") || lower.contains("truncated");
  }
}
