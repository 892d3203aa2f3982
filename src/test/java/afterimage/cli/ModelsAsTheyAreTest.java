package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.image.PictureException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Models with what other programs write into them or beside them run as they are. */
class ModelsAsTheyAreTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final Path PIPELINE = REFERENCE.resolve("pipelines/tiny_refiner");
  private static final Path BASE = REFERENCE.resolve("pipelines/tiny_base");
  private static final Path GRAPHS = REFERENCE.resolve("onnx/tiny_refiner");
  private static final Path FILE = REFERENCE.resolve("sgm/tiny_refiner_sgm.safetensors");

  @TempDir private Path folder;
  private final CommandLineRuns runs = new CommandLineRuns(List.of(Path.of("target/no-models")));

  private ShortRefine shortly() {
    return new ShortRefine(runs, folder.resolve("out.png"));
  }

  private int refine(Path model, Object... options) {
    return shortly().run(model, options);
  }

  private int[] refined(Path model, Object... options) throws PictureException {
    return shortly().pixels(model, options);
  }

  private Path copy(Path model) throws IOException {
    return copy(model, "model");
  }

  private Path copy(Path model, String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> all = Files.walk(model)) {
      for (Path source : all.toList()) {
        Path target = copy.resolve(model.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target);
        }
      }
    }
    return copy;
  }

  private static void schedule(Path model, String class_, String more) throws IOException {
    Path file = model.resolve("scheduler/scheduler_config.json");
    ObjectNode config = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
    config.put("_class_name", class_);
    Files.writeString(file, config.toString().replaceFirst("\\}$", more + "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "TomorrowsScheduler, ''",
    "ScoreSdeVeScheduler, ',\"snr\": 0.15, \"correct_steps\": 1'",
    "'', ''",
  })
  void refine_unknownScheduler_runsWithTheOneThatIsNamed(String name, String more)
      throws Exception {
    Path reference = name.startsWith("Tomorrow") ? PIPELINE : GRAPHS;
    Path model = copy(reference);
    schedule(model, name, more);

    assertThat(refine(model)).isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("scheduler_config.json", "Choose another scheduler");

    assertThat(refined(model, "--scheduler", "heun"))
        .isEqualTo(refined(reference, "--scheduler", "heun"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Infinity", "\"-inf\""})
  void refine_infinityInTheSchedulersJson_isReadAsDiffusersWritesIt(String bound) throws Exception {
    Path model = copy(bound.startsWith("\"") ? GRAPHS : PIPELINE);
    schedule(model, "DPMSolverMultistepScheduler", ", \"lambda_min_clipped\": " + bound);

    assertThat(refined(model)).isNotEmpty();
  }

  @Test
  void refine_noNumberInTheSchedulersJson_isToldByItsKey() throws Exception {
    Path model = copy(GRAPHS);
    schedule(model, "EulerDiscreteScheduler", ", \"shift_terminal\": NaN");
    assertThat(refined(model)).isNotEmpty();

    Path other = copy(GRAPHS, "other");
    schedule(other, "EulerDiscreteScheduler", ", \"beta_start\": Infinity");
    assertThat(refine(other)).isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("beta_start");
  }

  @Test
  void refine_weightsInSixtyFourBits_givesTheSamePicture() throws Exception {
    Path model = folder.resolve("wide.safetensors");
    widen(FILE, model);
    Files.copy(FILE.resolveSibling("tiny_refiner_sgm.json"), folder.resolve("wide.json"));
    Path pipelines = Files.createDirectory(folder.resolve("pipelines"));
    Files.move(copy(PIPELINE), pipelines.resolve("tiny_refiner"));

    for (String mode : List.of("full", "int8")) {
      assertThat(refined(model, "--weights", mode)).isEqualTo(refined(FILE, "--weights", mode));
    }
  }

  private static void widen(Path from, Path to) throws Exception {
    SafetensorsHeader header = SafetensorsHeader.read(from);
    SafetensorsWriter writer = new SafetensorsWriter();
    try (RandomAccessFile file = new RandomAccessFile(from.toFile(), "r")) {
      for (TensorEntry entry : header.tensors().values()) {
        byte[] bytes = new byte[(int) entry.bytes()];
        file.seek(entry.offset());
        file.readFully(bytes);
        long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wide =
            ByteBuffer.allocate((int) entry.elements() * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
          switch (entry.dtype()) {
            case F16 -> wide.putDouble(Float.float16ToFloat(values.getShort()));
            case F32 -> wide.putDouble(values.getFloat());
            default -> throw new AssertionError(entry);
          }
        }
        writer.add(entry.name(), "F64", wide.array(), shape);
      }
    }
    writer.write(to);
  }

  @Test
  void refine_loraInSixtyFourBits_givesTheSamePicture() throws Exception {
    assertThat(refined(BASE, "--lora", Faults.file("18/k_f64.safetensors")))
        .isEqualTo(refined(BASE, "--lora", Faults.file("18/k_base.safetensors")));
  }

  @Test
  void refine_loraWithEmbeddings_addsThePairsAndSaysHowTheyAreCalled() throws Exception {
    int[] bundle = refined(BASE, "--lora", Faults.file("19/ot_bundle.safetensors"));
    assertThat(runs.err()).contains("ot_bundle.safetensors brings embeddings", "mytok");

    refined(BASE, "--lora", Faults.file("19/ot_bundle.safetensors"), "-p", "a mytok");
    assertThat(runs.err()).doesNotContain("brings embeddings");

    assertThat(bundle).isNotEqualTo(refined(BASE));
    assertThat(runs.err()).doesNotContain("embeddings");
  }

  @Test
  void refine_tokenizerJsonOnly_givesTheSamePicture() throws Exception {
    for (Path reference : List.of(GRAPHS, PIPELINE)) {
      Path model = copy(reference, reference.equals(GRAPHS) ? "graphs" : "pipeline");
      Files.delete(model.resolve("tokenizer_2/vocab.json"));
      Files.delete(model.resolve("tokenizer_2/merges.txt"));
      Files.copy(Faults.file("21/tokenizer.json"), model.resolve("tokenizer_2/tokenizer.json"));

      assertThat(refined(model, "-p", "the thing in a cathedral"))
          .isEqualTo(refined(reference, "-p", "the thing in a cathedral"));
    }
  }

  @Test
  void refine_tokenizerJsonAsNewVersionsWriteIt_givesTheSamePicture() throws Exception {
    Path model = copy(GRAPHS);
    ObjectNode json =
        (ObjectNode)
            JsonMapper.shared().readTree(Files.readString(Faults.file("21/tokenizer.json")));
    ObjectNode inside = (ObjectNode) json.get("model");
    ObjectNode vocabulary = (ObjectNode) inside.get("vocab");
    var added = json.putArray("added_tokens");
    for (String token : List.of("<|startoftext|>", "<|endoftext|>")) {
      added.addObject().put("content", token).put("id", vocabulary.get(token).intValue());
      vocabulary.remove(token);
    }
    var pairs = JsonMapper.shared().createArrayNode();
    inside
        .get("merges")
        .forEach(
            merge -> Arrays.stream(merge.stringValue().split(" ")).forEach(pairs.addArray()::add));
    inside.set("merges", pairs);
    Files.delete(model.resolve("tokenizer_2/merges.txt"));
    Files.writeString(model.resolve("tokenizer_2/tokenizer.json"), json.toString());

    assertThat(refined(model, "-p", "the thing")).isEqualTo(refined(GRAPHS, "-p", "the thing"));
  }

  @Test
  void refine_tokenizerJsonOfAnotherKind_isToldByItsName() throws Exception {
    Path model = copy(GRAPHS);
    Files.delete(model.resolve("tokenizer_2/merges.txt"));
    Files.writeString(model.resolve("tokenizer_2/tokenizer.json"), "{\"model\":{\"vocab\":[]}}");

    assertThat(refine(model)).isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("tokenizer.json", "CLIP tokenizer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"activation text\": \"x\"", "\u0000\u0001", "not JSON", "NaN"})
  void refine_foreignJsonBesideTheCheckpoint_isPassedOver(String json) throws Exception {
    Path model = Files.copy(FILE, copy(PIPELINE).resolve("some.safetensors"));
    Files.writeString(model.resolveSibling("some.json"), json);

    int code = runs.run("inspect", model);

    assertThat(code).as(runs.err()).isZero();
  }

  @Test
  void refine_damagedJsonOfOurs_isToldByItsName() throws Exception {
    Path model = Files.copy(FILE, folder.resolve("some.safetensors"));
    Files.writeString(folder.resolve("some.json"), "{\"same_weights_as\": \"x\"");

    assertThat(runs.run("inspect", model)).isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("some.json");
  }
}
