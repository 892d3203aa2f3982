package afterimage.checkpoint.recognise;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The original's names of a tiny autoencoder: one file is the encoder, another the decoder, and a
 * layer's name begins with its number. Source: TAESD (madebyollin/taesd).
 */
final class TinyVaeNames {
  private static final Pattern ORIGINAL =
      Pattern.compile("\\d{1,3}\\.(conv\\.\\d+\\.|skip\\.)?(weight|bias)");

  private TinyVaeNames() {}

  /** Whether a key is a name of that kind. */
  static boolean isOriginal(String key) {
    return ORIGINAL.matcher(key).matches();
  }

  /**
   * The name in diffusers, where the decoder's first layer, which clamps and has no weights, is not
   * counted.
   *
   * @param all the file's names: only an encoder's first layer has weights
   */
  static String translate(String name, Set<String> all) {
    if (all.contains("0.weight")) {
      return "encoder.layers." + name;
    }
    int dot = name.indexOf('.');
    return "decoder.layers." + (Integer.parseInt(name.substring(0, dot)) - 1) + name.substring(dot);
  }
}
