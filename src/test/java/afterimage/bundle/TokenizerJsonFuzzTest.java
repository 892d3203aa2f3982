package afterimage.bundle;

import afterimage.Faults;
import afterimage.engine.EngineException;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerJsonFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("tokenizer-json");

  private static final String SMALL =
      "{\"truncation\":{\"max_length\":77},\"padding\":{\"pad_token\":\"!\"},"
          + "\"added_tokens\":[{\"id\":0,\"content\":\"<|startoftext|>\",\"normalized\":true},"
          + "{\"id\":5,\"content\":\"<orb>\",\"normalized\":false}],"
          + "\"model\":{\"vocab\":{\"<|endoftext|>\":1,\"a</w>\":2,\"!\":3,\"b\":4},"
          + "\"merges\":[\"a b</w>\",[\"a\",\"b\"]]}}";

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(
        SMALL.getBytes(StandardCharsets.UTF_8), Seeds.read(Faults.file("21/tokenizer.json")));
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void read_anyTokenizer_tokenizesOrIsRefused(byte[] input) throws IOException {
    Path tokenizer = Files.createDirectories(folder.resolve("tokenizer"));
    FUZZING.run(
        input,
        () -> {
          Files.write(tokenizer.resolve("tokenizer.json"), input);
          TextPart.read(folder, "text_encoder", "tokenizer").tokenizer().padded("a <ORB> b!");
        },
        EngineException.class);
  }
}
