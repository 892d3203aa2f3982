package afterimage.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.image.codec.Codec;
import afterimage.image.codec.CodecClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Skips, by name, tests of a library that is not installed here. */
final class LibraryAssumptions {
  private static final Map<Codec, Boolean> INSTALLED = new ConcurrentHashMap<>();

  private LibraryAssumptions() {}

  /** Goes on only if what reads a file of this name is installed. */
  static void assumeInstalled(String name) {
    Codec codec = PictureFormat.ofName(Path.of(name)).orElseThrow().codec();
    if (codec != null) {
      assumeTrue(isInstalled(codec), codec.title() + " is not installed");
    }
  }

  /** Goes on only if a format can be written here. */
  static void assumeWritable(PictureFormat format) {
    assumeTrue(format.isWritable(), format + " is not written here");
  }

  static boolean isInstalled(Codec codec) {
    return INSTALLED.computeIfAbsent(
        codec,
        one -> {
          try {
            return !CodecClient.describe(one).version().isEmpty();
          } catch (IOException e) {
            return false;
          }
        });
  }
}
