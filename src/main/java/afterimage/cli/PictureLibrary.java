package afterimage.cli;

import afterimage.image.PictureFormat;
import afterimage.image.codec.Codec;
import afterimage.image.codec.CodecClient;
import afterimage.image.codec.LibraryFacts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library of the system's that reads pictures, and may write them.
 *
 * @param formats that it reads
 * @param written those of them that it writes here
 * @param library its name
 * @param version null where it is not installed
 * @param install how to install it
 */
record PictureLibrary(
    String formats, String written, String library, @Nullable String version, String install) {

  /** All that there might be. */
  static List<PictureLibrary> all() {
    return Arrays.stream(Codec.values()).map(PictureLibrary::of).toList();
  }

  private static PictureLibrary of(Codec codec) {
    LibraryFacts facts = facts(codec);
    return new PictureLibrary(
        PictureFormat.names(format -> format.codec() == codec),
        facts == null || !facts.encodes()
            ? ""
            : PictureFormat.names(format -> format.codec() == codec && format.isEverWritable()),
        codec.title(),
        facts == null ? null : facts.version(),
        "Debian, Ubuntu: %s; macOS: brew install %s"
            .formatted(codec.debianPackage(), codec.brewPackage()));
  }

  private static @Nullable LibraryFacts facts(Codec codec) {
    try {
      return CodecClient.describe(codec);
    } catch (IOException e) {
      return null;
    }
  }

  /** For people. */
  String line() {
    return version == null
        ? "%-11s no   %s is not installed (%s)".formatted(formats, library, install)
        : "%-11s yes  %s %s%s"
            .formatted(formats, library, version, written.isEmpty() ? "" : ", writes " + written);
  }
}
