package afterimage.image;

import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input has a process of its own; many more of them go through {@code MutationsTest}. */
class HeicFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("picture-heic");

  static Stream<byte[]> seeds() {
    return Seeds.files("image/library", ".heic");
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyHeic_isPictureOrRefused(byte[] input) throws IOException {
    FUZZING.run(input, () -> PictureReader.read(input, "fuzzed"), PictureException.class);
  }
}
