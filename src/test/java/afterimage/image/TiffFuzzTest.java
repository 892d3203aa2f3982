package afterimage.image;

import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

class TiffFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("picture-tiff");

  static Stream<byte[]> seeds() {
    return Seeds.files("image", ".tif");
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyTiff_isPictureOrRefused(byte[] input) throws IOException {
    FUZZING.run(input, () -> PictureReader.read(input, "fuzzed"), PictureException.class);
  }
}
