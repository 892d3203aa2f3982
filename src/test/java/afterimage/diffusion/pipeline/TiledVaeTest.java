package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.engine.Cancellation;
import afterimage.tensor.Tensor;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TiledVaeTest {
  private static final int FACTOR = 8;
  private final Blocks blocks = new Blocks();

  @Test
  void encodeAndDecode_networkThatSeesOneBlock_areThoseOfTheWholePicture() throws Exception {
    Tensor images = random(2, 3, 320, 416);
    TiledVae tiled = new TiledVae(blocks, FACTOR, 0, 256, 32);

    Vae.Moments whole = blocks.encode(images, new Cancellation());
    Vae.Moments inTiles = tiled.encode(images, new Cancellation());
    assertClose(inTiles.mean(), whole.mean());
    assertClose(inTiles.logvar(), whole.logvar());

    Vae.Original original = new Vae.Original(images, 0.5);
    assertClose(
        tiled.decode(whole.mean(), original, new Cancellation()),
        blocks.decode(whole.mean(), original, new Cancellation()));
    assertThat(blocks.largest).isEqualTo(320 * 416);
  }

  @Test
  void decode_largePicture_neverShowsMoreThanATile() throws Exception {
    Tensor latents = random(1, 4, 100, 60);
    TiledVae tiled = new TiledVae(blocks, FACTOR, 0, 256, 32);
    tiled.decode(latents, null, new Cancellation());

    assertThat(blocks.largest).isLessThanOrEqualTo(256 * 256);
  }

  @Test
  void encode_pictureWithinTheArea_isShownWhole() throws Exception {
    TiledVae tiled = new TiledVae(blocks, FACTOR, 320 * 416, 256, 32);
    tiled.encode(random(1, 3, 320, 416), new Cancellation());

    assertThat(blocks.largest).isEqualTo(320 * 416);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(actual.data()[i]).isCloseTo(expected.data()[i], within(1e-5f));
    }
  }

  private static Tensor random(int... shape) {
    Random random = new Random(1);
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = random.nextFloat() * 2 - 1;
    }
    return tensor;
  }

  /** Means of 8×8 pixels, and back by adding them to the original. */
  private static final class Blocks implements Vae {
    private int largest;

    @Override
    public boolean decoderSeesImage() {
      return true;
    }

    @Override
    public Moments encode(Tensor images, Cancellation cancellation) {
      largest = Math.max(largest, images.dim(2) * images.dim(3));
      int height = images.dim(2) / FACTOR;
      int width = images.dim(3) / FACTOR;
      Tensor mean = Tensor.zeros(images.dim(0), images.dim(1), height, width);
      for (int i = 0; i < images.data().length; i++) {
        int x = i % images.dim(3) / FACTOR;
        int row = i / images.dim(3);
        int plane = row / images.dim(2);
        int y = row % images.dim(2) / FACTOR;
        mean.data()[(plane * height + y) * width + x] += images.data()[i] / (FACTOR * FACTOR);
      }
      Tensor logvar = mean.copy();
      for (int i = 0; i < logvar.data().length; i++) {
        logvar.data()[i] *= -3;
      }
      return new Moments(mean, logvar);
    }

    @Override
    public Tensor decode(
        Tensor latents, Vae.@Nullable Original original, Cancellation cancellation) {
      int height = latents.dim(2) * FACTOR;
      int width = latents.dim(3) * FACTOR;
      largest = Math.max(largest, height * width);
      Tensor images = Tensor.zeros(latents.dim(0), latents.dim(1), height, width);
      for (int i = 0; i < images.data().length; i++) {
        int x = i % width / FACTOR;
        int plane = i / width / height;
        int y = i / width % height / FACTOR;
        float seen = original == null ? 0 : original.images().data()[i];
        images.data()[i] = seen + latents.data()[(plane * latents.dim(2) + y) * latents.dim(3) + x];
      }
      return images;
    }
  }
}
