package afterimage.diffusion.preview;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.PreviewFrame;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import afterimage.tensor.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LatentPreviewTest {

  @Test
  @Tag("reference")
  void paint_recordedLatents_givesTheRecordedBytes() {
    Assumptions.assumeTrue(ReferenceFolder.has("latents", "latents.npy"), "latents: not here");
    Tensor latents = ReferenceFolder.npy("latents", "latents.npy").tensor();
    NpyFile expected = ReferenceFolder.npy("latents", "preview_uint8_hwc.npy");
    int width = expected.shape()[1];
    int height = expected.shape()[0];
    PreviewFrame frame = LatentPreview.SDXL.paint(1, 3, latents, width, height);
    byte[] bytes = expected.bytes();
    for (int i = 0; i < width * height; i++) {
      assertThat(frame.argb()[i] >>> 24).isEqualTo(255);
      for (int channel = 0; channel < 3; channel++) {
        int level = (frame.argb()[i] >> (16 - 8 * channel)) & 255;
        // Truncation to a byte turns the last bit of a float into a whole level.
        assertThat(Math.abs(level - (bytes[3 * i + channel] & 255))).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void paint_part_isTheTopLeftOfTheWhole() {
    Tensor latents = Tensor.zeros(1, 4, 6, 5);
    for (int i = 0; i < latents.data().length; i++) {
      latents.data()[i] = (float) Math.sin(i);
    }
    PreviewFrame whole = LatentPreview.SDXL.paint(1, 1, latents, 5, 6);
    PreviewFrame part = LatentPreview.SDXL.paint(1, 1, latents, 3, 2);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        assertThat(part.argb()[y * 3 + x]).isEqualTo(whole.argb()[y * 5 + x]);
      }
    }
  }
}
