package afterimage.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a file holds: a header that keeps its promises, or a refusal in words. */
class SafetensorsFuzzTest {
  private static Path file = Path.of("");

  @BeforeContainer
  static void createFile() throws IOException {
    file = Files.createTempFile("fuzz", ".safetensors");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 500)
  void read_anyBytes_isAnswered(@ForAll byte[] content) throws IOException {
    answers(content);
  }

  @Property(tries = 500)
  void read_anyHeader_isAnswered(
      @ForAll("entries") List<String> entries, @ForAll @IntRange(max = 64) int dataBytes)
      throws IOException {
    answers(SafetensorsWriter.bytes("{" + String.join(",", entries) + "}", new byte[dataBytes]));
  }

  @Property(tries = 500)
  void read_soundFileWithBytesChangedOrCut_isAnswered(
      @ForAll @Size(max = 4) List<@IntRange(max = 1000) Integer> places,
      @ForAll byte replacement,
      @ForAll @IntRange(max = 300) int kept)
      throws IOException {
    byte[] content =
        SafetensorsWriter.bytes(
            "{"
                + SafetensorsWriter.entry("a.weight", "F16", 0, 12, 2, 3)
                + ","
                + SafetensorsWriter.entry("b", "F32", 12, 16)
                + "}",
            new byte[16]);
    places.forEach(place -> content[place % content.length] = replacement);
    answers(Arrays.copyOf(content, Math.min(content.length, kept)));
    answers(content);
  }

  @Provide
  Arbitrary<List<String>> entries() {
    Arbitrary<Long> numbers =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 64), Arbitraries.longs(), Arbitraries.of(0L, 1L, 2L));
    Arbitrary<String> names = Arbitraries.of("a", "b", "__metadata__", "c.weight");
    Arbitrary<String> types = Arbitraries.of("F16", "F32", "BF16", "U8", "F8_E5M2", "I64", "?");
    return Combinators.combine(names, types, numbers, numbers, numbers.list().ofMaxSize(3))
        .as(
            (name, type, begin, end, shape) ->
                SafetensorsWriter.entry(
                    name, type, begin, end, shape.stream().mapToLong(Long::longValue).toArray()))
        .list()
        .ofMaxSize(4);
  }

  private static void answers(byte[] content) throws IOException {
    Files.write(file, content);
    try {
      SafetensorsHeader header = SafetensorsHeader.read(file);
      for (TensorEntry entry : header.tensors().values()) {
        assertThat(entry.offset()).isBetween(10L, (long) content.length);
        assertThat(entry.offset() + entry.bytes()).isLessThanOrEqualTo(content.length);
      }
      WeightScan.requireFinite(header, WeightScan.Depth.WHOLE);
    } catch (EngineException e) {
      assertThat(e.what()).contains(file.toString());
      assertThat(e.remedy()).isNotBlank();
      assertThat(e.what()).hasSizeLessThan(2000);
    }
  }
}
