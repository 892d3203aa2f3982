package afterimage.checkpoint.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("embedding");

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Seeds.files("reference-2/textual_inversion", ".safetensors");
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void read_anyFile_isVectorsOrRefused(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Path file = Files.write(folder.resolve("fuzzed.safetensors"), input);
          EmbeddingFile.isEmbedding(file);
          for (String name : EmbeddingFile.bundled(file)) {
            try {
              EmbeddingFile.read(new Embedding(name, file, name));
            } catch (EngineException e) {
              assertThat(e).hasMessageContaining("fuzzed.safetensors");
            }
          }
          EmbeddingFile read = EmbeddingFile.read(new Embedding(file));
          assertThat(read.of("text_encoder", true).size()).isLessThanOrEqualTo(75);
          assertThat(read.of("text_encoder_2", true))
              .allSatisfy(row -> assertThat(row).isNotEmpty());
        },
        EngineException.class);
  }
}
