package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.EngineException;
import afterimage.engine.TimestepSpacing;
import afterimage.onnx.model.BundleScheduler;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are made to harm, or damaged in ways that nobody foresaw. */
class HostileBundleTest {
  private static final int MUTATIONS = Integer.getInteger("afterimage.mutations", 300);
  private static final String INDEX = "model_index.json";
  private static final String SCHEDULER = "scheduler/scheduler_config.json";
  private static final String UNET = "unet/config.json";
  private static final String VAE = "vae_decoder/config.json";
  private static final String VOCABULARY = "tokenizer_2/vocab.json";
  private static final String MERGES = "tokenizer_2/merges.txt";
  private static final String TOKENIZER = "tokenizer_2/tokenizer_config.json";
  private static final String OWN = "afterimage.json";

  @TempDir Path folder;
  private final OnnxEngine engine = new OnnxEngine(Path.of("target/compiled"));
  private Path model = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    model = TinyRefiner.copyTo(folder);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        VOCABULARY + " | {\"a\": null}",
        VOCABULARY + " | {\"a\": -1}",
        VOCABULARY + " | {\"a\": 4294967296}",
        VOCABULARY + " | {\"a\": 1.5}",
        VOCABULARY + " | {\"a\": {}}",
        VOCABULARY + " | []",
        VOCABULARY + " | {}",
        INDEX + " | null",
        UNET + " | {\"in_channels\": 1e9, \"out_channels\": 4, \"block_out_channels\": [1]}",
        UNET
            + " | {\"in_channels\":4,\"out_channels\":4,\"block_out_channels\":[1],\"sample_size\":1e9}",
        UNET
            + " | {\"in_channels\":4,\"out_channels\":4,"
            + "\"block_out_channels\":[1,1,1,1,1,1,1,1,1,1,1,1]}",
        VAE + " | {\"latent_channels\": 2147483647, \"block_out_channels\": [1]}",
        VAE + " | {\"latent_channels\": 4, \"block_out_channels\": [1], \"scaling_factor\": -0}",
        VAE
            + " | {\"latent_channels\": 4, \"block_out_channels\": [1],"
            + " \"latents_mean\": [1e99,0,0,0]}",
        OWN + " | {\"size_multiple\": 4096}",
        OWN + " | {\"size_multiple\": 12}",
        OWN + " | {\"latent_rgb_factors\": [[1,2,null],[1,2,3],[1,2,3],[1,2,3]]}",
        TOKENIZER + " | {\"model_max_length\": -9}",
      })
  void describe_harmfulValue_isRefusedNamingTheFile(String file, String content) throws Exception {
    Files.writeString(model.resolve(file), content);

    assertRefused().hasMessageContaining("model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "1e9", "100001", "1", "-5", "1.5", "null1", "[1000]"})
  void describe_absurdNumberOfTimesteps_isRefused(String count) throws Exception {
    Files.writeString(
        model.resolve(SCHEDULER),
        "{\"_class_name\":\"EulerDiscreteScheduler\",\"num_train_timesteps\":" + count + "}");

    assertRefused().hasMessageContaining("scheduler_config.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {INDEX, SCHEDULER, UNET, VAE, VOCABULARY, TOKENIZER, OWN})
  void describe_endlessNesting_isRefusedNamingTheFile(String file) throws Exception {
    Files.writeString(model.resolve(file), "{\"a\":" + "[".repeat(500_000));

    assertRefused().hasMessageContaining(Path.of(file).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {INDEX, SCHEDULER, UNET, VAE, VOCABULARY, MERGES, TOKENIZER, OWN})
  void describe_eightGigabytesOfNothing_isRefusedNamingTheFile(String file) throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(model.resolve(file).toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }

    assertRefused().hasMessageContaining(Path.of(file).toString()).hasMessageContaining("larger");
  }

  @ParameterizedTest
  @ValueSource(strings = {INDEX, SCHEDULER, UNET, VAE, VOCABULARY, MERGES, TOKENIZER, OWN})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void describe_pipeOrDevice_isRefusedNamingTheFile(String file) throws Exception {
    Path place = model.resolve(file);
    Files.deleteIfExists(place);
    assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
    assertRefused().hasMessageContaining(Path.of(file).toString()).hasMessageContaining("pipe");

    Files.delete(place);
    Files.createSymbolicLink(place, Path.of("/dev/zero"));
    assertRefused().hasMessageContaining(Path.of(file).toString()).hasMessageContaining("device");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void describe_loopsOfLinksInTheFolder_works() throws Exception {
    Files.createSymbolicLink(model.resolve("loop"), model);
    Files.createSymbolicLink(model.resolve("unet/loop"), model.resolve("unet/loop"));

    assertThat(engine.describe(model).name()).isEqualTo("model");
  }

  @Test
  void describe_textsThatActOnATerminal_areHarmlessAndBounded() throws Exception {
    Files.writeString(
        model.resolve(OWN),
        """
        {"name": "\\u001b]0;owned\\u0007\\u202e%s", "description": "a\\r\\nb\\u009b2J",
         "license": "line 1\\nline 2\\u001b[31m"}
        """
            .formatted("n".repeat(10_000)));

    var info = engine.describe(model);

    assertThat(info.name()).hasSizeLessThan(300);
    assertThat(info.name() + info.description() + info.license())
        .doesNotContain("\u001b", "\u0007", "\u202e", "\u009b", "\r");
    assertThat(info.license()).startsWith("line 1\nline 2");
  }

  /** Values in place of others, and bytes in place of others: a refusal or a model, never more. */
  @ParameterizedTest
  @ValueSource(strings = {INDEX, SCHEDULER, UNET, VAE, VOCABULARY, MERGES, TOKENIZER, OWN})
  void describe_anythingChangedInAFile_isRefusedInOneSentenceOrDescribed(String file)
      throws Exception {
    Path place = model.resolve(file);
    String sound =
        Files.exists(place)
            ? Files.readString(place)
            : Files.readString(Path.of("models/afterimage-mini/afterimage.json"));
    Random random = new Random(file.hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] changed = mutated(sound, random);
      Files.write(place, changed);
      try {
        engine.describe(model);
        if (file.equals(SCHEDULER)) {
          layOutStepsOfAll(ModelBundle.open(model), 1 + random.nextInt(30));
        }
      } catch (EngineException e) {
        assertThat(e.getMessage())
            .hasSizeLessThan(4000)
            .as(new String(changed, StandardCharsets.UTF_8))
            .doesNotContain("in a way that Afterimage does not support");
      }
    }
  }

  private static void layOutStepsOfAll(ModelBundle bundle, int steps) {
    for (String name : Schedulers.names()) {
      try {
        BundleScheduler.of(bundle, name, TimestepSpacing.MODEL, steps);
      } catch (EngineException e) {
        assertThat(e.getMessage()).hasSizeLessThan(4000);
      }
    }
  }

  private static byte[] mutated(String sound, Random random) {
    if (random.nextBoolean()) {
      List<String> values =
          List.of(
              "null",
              "-1",
              "0",
              "1e308",
              "-1e308",
              "1e400",
              "9223372036854775807",
              "0.5",
              "\"\"",
              "[]",
              "{}",
              "true",
              "[null]",
              "[[[]]]",
              "{\"a\":null}",
              "1e-320",
              "\"-inf\"",
              "100000",
              "\"\\ud800\"");
      // The value of any key.
      var keys =
          java.util.regex.Pattern.compile(":\\s*(\"[^\"]*\"|[-\\w.+]+|\\[[^\\[\\]]*\\])")
              .matcher(sound)
              .results()
              .toList();
      if (!keys.isEmpty()) {
        var at = keys.get(random.nextInt(keys.size()));
        String value = values.get(random.nextInt(values.size()));
        return (sound.substring(0, at.start(1)) + value + sound.substring(at.end(1)))
            .getBytes(StandardCharsets.UTF_8);
      }
    }
    byte[] bytes = sound.getBytes(StandardCharsets.UTF_8);
    for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(5) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
        : bytes;
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(() -> engine.describe(model))
        .isInstanceOf(EngineException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .hasSizeLessThan(4000)
                    .doesNotContain("in a way that Afterimage does not support"));
  }
}
