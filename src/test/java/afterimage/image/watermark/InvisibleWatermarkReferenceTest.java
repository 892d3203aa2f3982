package afterimage.image.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.image.Picture;
import afterimage.reference.NpyFile;
import afterimage.reference.PngPicture;
import afterimage.reference.ReferenceFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Pixels and bits as the library invisible-watermark writes and reads them. */
@Tag("reference")
class InvisibleWatermarkReferenceTest {
  private static final int PIXEL_TOLERANCE = 2;

  /** A bit whose blocks are nearly at odds may fall either way. */
  private static final double UNDECIDED = 0.05;

  @TestFactory
  Stream<DynamicContainer> images() {
    JsonNode images = ReferenceFolder.json("watermark", "watermark.json").get("images");
    return images
        .valueStream()
        .map(image -> dynamicContainer(image.get("name").asString(), tests(image)));
  }

  private static Stream<DynamicTest> tests(JsonNode image) {
    String name = image.get("name").asString();
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("encode 8 bits", () -> encodeBytes(name)));
    tests.add(dynamicTest("encode floats", () -> encodeFloats(name)));
    for (String variant : image.get("decoded").propertyNames()) {
      String file = name + "_" + variant + ".png";
      if (ReferenceFolder.has("watermark", file)) {
        tests.add(dynamicTest("decode " + variant, () -> decode(file, variant, image)));
      }
    }
    return tests.stream();
  }

  private static void encodeBytes(String name) {
    Picture marked = InvisibleWatermark.embed(read(name + "_original.png"));
    Picture recorded = read(name + "_encoded_uint8.png");
    for (int y = 0; y < recorded.height(); y++) {
      for (int x = 0; x < recorded.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(Math.abs(marked.sample(x, y, channel) - recorded.sample(x, y, channel)) * 255)
              .as("%d, %d, channel %d", x, y, channel)
              .isLessThanOrEqualTo(PIXEL_TOLERANCE);
        }
      }
    }
  }

  private static void encodeFloats(String name) {
    Picture original = read(name + "_original.png");
    float[] raw = FloatYuv.embedRaw(original, InvisibleWatermark.MESSAGE);
    NpyFile corner = ReferenceFolder.npy("watermark", name + "_encoded_float_raw_rgb_32x32.npy");
    for (int i = 0; i < corner.floats().length; i++) {
      int pixel = i / 3 / 32 * original.width() + i / 3 % 32;
      assertThat(Math.abs(raw[3 * pixel + i % 3] - corner.floats()[i]))
          .as("value %d", i)
          .isLessThan(0.05f);
    }
    Picture recorded = read(name + "_encoded_float.png");
    for (int i = 0; i < raw.length; i++) {
      int pixel = i / 3;
      float level =
          255 * recorded.sample(pixel % original.width(), pixel / original.width(), i % 3);
      assertThat(Math.abs(Math.clamp(raw[i], 0f, 255f) - level))
          .as("value %d", i)
          .isLessThanOrEqualTo(PIXEL_TOLERANCE);
    }
  }

  private static void decode(String file, String variant, JsonNode image) {
    String recorded = image.get("decoded").get(variant).asString();
    JsonNode scores = image.get("scores").get(variant);
    String bits = InvisibleWatermark.read(read(file)).bits();
    assertThat(bits).hasSameSizeAs(recorded);
    for (int i = 0; i < bits.length(); i++) {
      if (Math.abs(scores.get(i).asDouble() - 0.5) > UNDECIDED) {
        assertThat(bits.charAt(i)).as("bit %d of %s", i, bits).isEqualTo(recorded.charAt(i));
      }
    }
  }

  private static Picture read(String file) {
    return PngPicture.read(ReferenceFolder.path("watermark", file));
  }
}
