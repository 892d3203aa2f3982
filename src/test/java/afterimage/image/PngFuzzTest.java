package afterimage.image;

import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

class PngFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("picture-png");

  static Stream<byte[]> seeds() {
    return Seeds.files("image", ".png");
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyPng_isPictureOrRefused(byte[] input) throws IOException {
    byte[] png = PngChecksums.mended(input);
    FUZZING.run(png, () -> PictureReader.read(png, "fuzzed"), PictureException.class);
  }
}
