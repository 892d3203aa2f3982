package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

class OpenMessageFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("open-message");

  static Stream<byte[]> seeds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenMessage.write(List.of(Path.of("/tmp/a.png"), Path.of("/tmp/b c.jpg")), out);
    ByteArrayOutputStream none = new ByteArrayOutputStream();
    OpenMessage.write(List.of(), none);
    return Stream.of(out.toByteArray(), none.toByteArray());
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyBytes_areAbsolutePathsOrRefused(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () ->
            assertThat(OpenMessage.read(new ByteArrayInputStream(input)))
                .allMatch(Path::isAbsolute),
        IOException.class);
  }
}
