package afterimage.checkpoint;

import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A header of a small network whose weights are zeros, to be compiled to graphs. */
class CompilerFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("checkpoint-compiler");

  @TempDir static Path folder;

  static Stream<byte[]> seeds() throws IOException {
    return FuzzedHeaders.networks();
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void compile_anyNetwork_isBundleOrRefused(byte[] input) throws IOException {
    Path cache = folder.resolve("cache");
    FUZZING.run(
        input,
        () -> {
          Path file = FuzzedHeaders.file(folder.resolve("fuzzed.safetensors"), input);
          if (Checkpoint.read(file).family() == Family.TINY_VAE) {
            CheckpointCompiler.compilePreviewDecoder(file, cache);
          } else {
            CheckpointCompiler.compile(file, ModelOptions.DEFAULT, Flavour.PORTABLE, cache);
          }
        },
        EngineException.class);
    delete(cache);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
