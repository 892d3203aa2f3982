package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints whose headers say what no network could be. */
class HostileCheckpointTest {
  private static final int MUTATIONS = Integer.getInteger("afterimage.mutations", 200);
  private static final Path FOLDER = Path.of("src/test/resources/reference/sgm");

  @TempDir private Path folder;

  /** A tensor: its key, and its shape with a place for another. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([^\"]+)\":\\{\"dtype\":\"(\\w+)\",\"shape\":\\[([\\d,]*)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}");

  @ParameterizedTest
  @ValueSource(strings = {"tiny_refiner_sgm", "tiny_base_sgm"})
  void compile_headerChangedAnyhow_isRefusedInOneSentenceOrCompiled(String name) throws Exception {
    Path sound = FOLDER.resolve(name + ".safetensors");
    String header = header(sound);
    assertThat(ENTRY.matcher(header).results().count()).isGreaterThan(100);
    Files.copy(FOLDER.resolve(name + ".json"), folder.resolve("x.json"));
    copyConfigurations(name.replace("_sgm", ""));
    compile(write(header));
    Random random = new Random(7);
    for (int i = 0; i < MUTATIONS; i++) {
      Path file = write(mutated(header, random));
      try {
        compile(file);
      } catch (EngineException e) {
        assertThat(e.getMessage()).hasSizeLessThan(4000);
        assertThat(e.getMessage()).doesNotContain("in a way that Afterimage does not support");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.diffusion_model.input_blocks.0.0.weight",
        "model.diffusion_model.time_embed.0.weight",
        "model.diffusion_model.label_emb.0.0.weight",
        "first_stage_model.encoder.conv_in.weight",
        "conditioner.embedders.0.model.token_embedding.weight"
      })
  void read_noElementsBesideAGiantSize_isRefusedByName(String key) throws Exception {
    String header = header(FOLDER.resolve("tiny_refiner_sgm.safetensors"));
    String changed =
        ENTRY
            .matcher(header)
            .replaceAll(
                entry ->
                    entry.group(1).equals(key)
                        ? entry(key, entry.group(2), "0,1099511627776")
                        : entry(entry.group(1), entry.group(2), entry.group(3)));

    assertThatThrownBy(() -> Checkpoint.read(write(changed)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("[0, 1099511627776]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "null", "3"})
  void read_jsonBesideItThatIsNoObject_isAnyProgramsAndPassedOver(String json) throws Exception {
    Path file =
        Files.copy(FOLDER.resolve("tiny_refiner_sgm.safetensors"), folder.resolve("x.safetensors"));
    Files.writeString(folder.resolve("x.json"), json);

    // The tiny model has sizes that no published one has, and may be refused for that.
    Throwable thrown = catchThrowable(() -> Checkpoint.read(file));
    assertThat(thrown == null ? "" : thrown.getMessage()).doesNotContain("x.json");
  }

  @Test
  void read_jsonBesideItNestedEndlessly_isRefusedNamingIt() throws Exception {
    Files.copy(FOLDER.resolve("tiny_refiner_sgm.safetensors"), folder.resolve("x.safetensors"));
    Files.writeString(folder.resolve("x.json"), "{\"same_weights_as\": " + "[".repeat(1_000_000));

    assertThatThrownBy(() -> Checkpoint.read(folder.resolve("x.safetensors")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("x.json");
  }

  /** Without them no head counts are known. */
  private void copyConfigurations(String name) throws IOException {
    Path pipelines = FOLDER.resolveSibling("pipelines");
    try (Stream<Path> files = Files.walk(pipelines.resolve(name))) {
      for (Path file : files.filter(path -> !path.toString().endsWith("safetensors")).toList()) {
        Path copy = folder.resolve("pipelines").resolve(pipelines.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  private void compile(Path file) throws EngineException {
    CheckpointCompiler.compile(
        file, ModelOptions.DEFAULT, Flavour.PORTABLE, folder.resolve("cache"));
  }

  private static String entry(String key, String type, String shape) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[0,0]}"
        .formatted(key, type, shape);
  }

  /** Other sizes, other names, and fewer of them; the offsets are made to fit. */
  private static String mutated(String header, Random random) {
    List<String> entries = new ArrayList<>();
    for (MatchResult entry : ENTRY.matcher(header).results().toList()) {
      entries.add(entry(entry.group(1), entry.group(2), entry.group(3)));
    }
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(entries.size());
      String entry = entries.get(at);
      switch (random.nextInt(4)) {
        case 0 -> entries.remove(at);
        case 1 -> entries.set(at, entry.replaceFirst("\\d+", String.valueOf(random.nextInt(300))));
        default -> {
          String[] sizes = {"0", "1", "7", "63", "1048577", "1099511627776", "2147483648"};
          String shape = sizes[random.nextInt(sizes.length)];
          for (int d = random.nextInt(4); d > 0; d--) {
            shape += "," + sizes[random.nextInt(3)];
          }
          entries.set(at, entry.replaceFirst("\\[[\\d,]*\\]", "[" + shape + "]"));
        }
      }
    }
    if (random.nextInt(4) == 0) {
      String part = entries.get(random.nextInt(entries.size())).split("\\.", -1)[0];
      entries.removeIf(entry -> entry.startsWith(part));
    }
    return "{" + String.join(",", entries) + "}";
  }

  /** Writes a file with that header, whose tensors follow each other and hold zeros. */
  private Path write(String header) throws IOException {
    StringBuilder placed = new StringBuilder("{");
    long offset = 0;
    for (MatchResult entry : ENTRY.matcher(header).results().toList()) {
      long bytes = entry.group(2).equals("F32") ? 4 : entry.group(2).equals("I64") ? 8 : 2;
      for (String size : entry.group(3).isEmpty() ? new String[0] : entry.group(3).split(",")) {
        bytes *= Long.parseLong(size);
      }
      if (bytes < 0 || bytes > 4L << 30) {
        bytes = 0;
      }
      placed
          .append(placed.length() == 1 ? "" : ",")
          .append(
              "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                  .formatted(
                      entry.group(1), entry.group(2), entry.group(3), offset, offset + bytes));
      offset += bytes;
    }
    byte[] json = placed.append("}").toString().getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("x.safetensors");
    try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(0);
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      out.write(json);
      out.setLength(8 + json.length + offset);
    }
    return file;
  }

  private static String header(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(bytes, 8, length, StandardCharsets.UTF_8).replace(" ", "");
  }
}
