package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A model's folder of which one file holds something else: a byte says which, the rest is it. */
class BundleConfigFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("bundle-configs");

  private static final Path MODEL = Path.of("src/test/resources/reference/onnx/tiny_refiner");
  private static final List<String> FILES =
      List.of(
          "model_index.json",
          "scheduler/scheduler_config.json",
          "unet/config.json",
          "vae_encoder/config.json",
          "vae_decoder/config.json",
          "text_encoder_2/config.json",
          "tokenizer_2/vocab.json",
          "tokenizer_2/merges.txt",
          "tokenizer_2/tokenizer_config.json",
          "tokenizer_2/special_tokens_map.json",
          "afterimage.json",
          "tokenizer_2/added_tokens.json");
  private static final String DESCRIPTOR =
      "{\"name\": \"Mini\", \"description\": \"x\", \"license\": \"MIT\", \"strength\": 0.3,"
          + " \"steps\": 8, \"guidance\": 1, \"sizeMultiple\": 8, \"preview\": [[0.1, 0.2, 0.3]]}";
  private static final String WORDS =
      "{\"<|startoftext|>\": 0, \"<|endoftext|>\": 1, \"a</w>\": 2, \"b\": 3}";

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.iterate(0, i -> i + 1).limit(FILES.size()).map(BundleConfigFuzzTest::seed);
  }

  @BeforeAll
  static void copyModel() throws IOException {
    try (Stream<Path> files = Files.walk(MODEL)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(MODEL.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void open_anyConfig_isModelOrRefused(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    String name = FILES.get((input[0] & 0xff) % FILES.size());
    FUZZING.run(
        input,
        () -> {
          Files.write(folder.resolve(name), Arrays.copyOfRange(input, 1, input.length));
          ModelBundle bundle = ModelBundle.open(folder);
          bundle.info();
          bundle.sizeMultiple();
          bundle.minSide();
        },
        EngineException.class);
    restore(name);
  }

  private static void restore(String name) throws IOException {
    Path original = MODEL.resolve(name);
    if (Files.exists(original)) {
      Files.copy(original, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  private static byte[] seed(int index) {
    String name = FILES.get(index);
    byte[] content =
        switch (name) {
          case "afterimage.json" -> DESCRIPTOR.getBytes(StandardCharsets.UTF_8);
          case "tokenizer_2/added_tokens.json" ->
              "{\"<orb>\": 1000, \"<orb>_1\": 1001}".getBytes(StandardCharsets.UTF_8);
          case "tokenizer_2/vocab.json" -> WORDS.getBytes(StandardCharsets.UTF_8);
          default -> Seeds.read(MODEL.resolve(name));
        };
    byte[] seed = new byte[content.length + 1];
    seed[0] = (byte) index;
    System.arraycopy(content, 0, seed, 1, content.length);
    return seed;
  }
}
