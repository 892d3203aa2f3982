package afterimage.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.reference.Closeness;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Two draws in a row as torch makes them for the same seed. */
@Tag("reference")
class TorchRandomReferenceTest {

  @TestFactory
  Stream<DynamicTest> draws() {
    return ReferenceFolder.json("rng", "manifest.json")
        .get("cases")
        .valueStream()
        .map(
            draw ->
                DynamicTest.dynamicTest(
                    draw.get("seed") + " " + draw.get("shape"), () -> assertDraws(draw)));
  }

  private static void assertDraws(JsonNode draw) {
    NoiseSource noise = new TorchRandom(draw.get("seed").asLong());
    int[] shape = draw.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
    for (String file : new String[] {"file1", "file2"}) {
      NpyFile recorded = ReferenceFolder.npy("rng", draw.get(file).asString());
      assertThat(recorded.shape()).isEqualTo(shape);
      Closeness.assertWithin(noise.normal(shape).data(), recorded.floats(), 1e-6);
    }
  }
}
