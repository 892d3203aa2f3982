package afterimage.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The boundary around native decoders: another process, which ends whatever happens to it. */
class CodecClientTest {
  private static final Path PICTURE = Path.of("src/test/resources/image/library/rgb.avif");

  @Test
  void decode_processThatIsLate_endsAndIsRefused() throws Exception {
    byte[] file = Files.readAllBytes(PICTURE);
    try (CodecClient client =
        CodecClient.decode(
            Codec.HEIF, out -> out.write(file), file.length, 1000, Duration.ofMillis(1))) {
      assertThatExceptionOfType(IOException.class).isThrownBy(client::header);
    }
  }

  @Test
  void header_fileThatNeverComes_endsWithTheGuard() throws Exception {
    try (CodecClient client =
        CodecClient.decode(Codec.HEIF, _ -> {}, 1000, 1000, Duration.ofMinutes(1))) {
      assertThatExceptionOfType(GuardException.class)
          .isThrownBy(() -> Guard.call(Duration.ofMillis(300), client::header))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(GuardException.Kind.TOO_SLOW));
    }
  }

  @Test
  void header_morePixelsThanAllowed_isRefusedBeforeTheyAreDecoded() throws Exception {
    assumeInstalled();
    byte[] file = Files.readAllBytes(PICTURE);
    try (CodecClient client =
        CodecClient.decode(
            Codec.HEIF, out -> out.write(file), file.length, 1000, Duration.ofMinutes(1))) {
      PictureHeader header = client.header();
      assertThat(header.pixels()).isEqualTo(48 * 32);
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> client.pixels(header, (_, _) -> {}))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(CodecException.Kind.LARGE));
    }
  }

  @Test
  void open_libraryThatIsMissing_saysSo() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> NativeLibrary.open(List.of("libnothing.so.9", "nothing")))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(CodecException.Kind.MISSING));
  }

  private static void assumeInstalled() {
    boolean installed;
    try {
      installed = !CodecClient.describe(Codec.HEIF).version().isEmpty();
    } catch (IOException e) {
      installed = false;
    }
    assumeTrue(installed, "libheif is not installed");
  }
}
