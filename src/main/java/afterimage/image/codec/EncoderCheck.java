package afterimage.image.codec;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the system's libraries write pictures here: asked once, of a process. Thread-safe. */
public final class EncoderCheck {
  private static final Map<Codec, Boolean> KNOWN = new ConcurrentHashMap<>();

  private EncoderCheck() {}

  /** Whether a library encodes. Takes as long as a Java takes to start, the first time. */
  public static boolean isThere(Codec codec) {
    return KNOWN.computeIfAbsent(codec, EncoderCheck::ask);
  }

  private static boolean ask(Codec codec) {
    try {
      return CodecClient.describe(codec).encodes();
    } catch (IOException e) {
      return false;
    }
  }
}
