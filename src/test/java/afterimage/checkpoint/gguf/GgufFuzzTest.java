package afterimage.checkpoint.gguf;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.StoredValues;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole GGUF file, to be read, looked through, recognised, and decoded. */
class GgufFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("gguf");

  /** Of a tensor; more only takes longer. */
  private static final int MAX_VALUES = 1 << 20;

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(
        GgufBytes.file("input_blocks.0.0.weight", 8, 34, 32),
        GgufBytes.file("time_embed.0.weight", 14, 210, 256),
        GgufBytes.file("label_emb.0.0.weight", 0, 32, 4, 2),
        GgufBytes.withShape("out.2.weight", 2, 144, "out.2.weight", 4, 4, 4, 4),
        GgufBytes.file("x", 23, 136, 256));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyFile_isTensorsOrRefused(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("fuzzed.gguf"), input);
    FUZZING.run(
        input,
        () -> {
          GgufHeader header = GgufHeader.read(file);
          for (TensorEntry entry : header.tensors().values()) {
            if (entry.dtype().isWeight() && entry.elements() <= MAX_VALUES) {
              StoredValues.read(StoredTensor.of(file, entry));
            }
          }
          WeightScan.requireFinite(header, WeightScan.Depth.WHOLE);
          Checkpoint.read(file);
          CheckpointCompiler.compile(
              file, ModelOptions.DEFAULT, Flavour.PORTABLE, folder.resolve("cache"));
        },
        EngineException.class);
  }
}
