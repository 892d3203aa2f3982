package afterimage.engine;

import afterimage.message.Messages;
import java.util.Locale;

/** What turns the finished latents into a picture. */
public enum LatentDecoder {
  /** The model's own decoder. */
  FULL("full", "Full"),
  /**
   * The tiny autoencoder that paints previews ({@link ModelOptions#previewDecoder}): much faster,
   * and with a loss.
   */
  TINY("tiny", "TAESD");

  private final String name;
  private final String inPictures;

  LatentDecoder(String name, String inPictures) {
    this.name = name;
    this.inPictures = inPictures;
  }

  /**
   * Reads {@code full} or {@code tiny}, or A1111's words for them, in any case.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static LatentDecoder parse(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (LatentDecoder decoder : values()) {
      if (wanted.equals(decoder.name) || text.equalsIgnoreCase(decoder.inPictures)) {
        return decoder;
      }
    }
    throw new IllegalArgumentException(Messages.of("engine.decoder", text));
  }

  /** In a picture's text, as A1111 has it. */
  String inPictures() {
    return inPictures;
  }
}
