package afterimage.checkpoint.lora;

import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

class LoraFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("lora");

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Seeds.files("lora", ".safetensors").filter(seed -> seed.length < 4096);
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void read_anyFile_isLoraOrRefused(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Path file = Files.write(folder.resolve("fuzzed.safetensors"), input);
          Loras loras = Loras.read(List.of(new ModelOptions.Lora(file, 0.8)));
          loras.textEncoder();
          loras.textEncoder2();
          loras.requireUsed();
        },
        EngineException.class);
  }
}
