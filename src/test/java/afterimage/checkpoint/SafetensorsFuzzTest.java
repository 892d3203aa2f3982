package afterimage.checkpoint;

import afterimage.checkpoint.lora.Loras;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.ControlNetSource;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.engine.EngineException;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A header, to be read and recognised; the data behind it are zeros. */
class SafetensorsFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("safetensors-header");

  @TempDir static Path folder;

  static Stream<byte[]> seeds() throws IOException {
    return FuzzedHeaders.seeds();
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void read_anyHeader_isCheckpointOrRefused(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Path file = FuzzedHeaders.file(folder.resolve("fuzzed.safetensors"), input);
          SafetensorsHeader header = SafetensorsHeader.read(file);
          Loras.isLora(file);
          WeightScan.requireFinite(header, WeightScan.Depth.SAMPLE);
          if (ControlNetSource.isOne(file)) {
            ControlNetSource.read(file);
          }
          Checkpoint.read(file);
        },
        EngineException.class);
  }
}
