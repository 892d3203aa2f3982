package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.image.Picture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 40;

  @Test
  void of_equalPictures_isGreyEverywhere() {
    int[] picture = noise(1);
    for (int pixel : map(picture, picture, 4)) {
      assertThat((pixel >> 16) & 0xff).isEqualTo(pixel & 0xff);
    }
  }

  @Test
  void of_changedCorner_isRedThereAndGreyElsewhere() {
    int[] before = noise(1);
    int[] after = before.clone();
    int[] other = noise(2);
    for (int y = 0; y < 16; y++) {
      System.arraycopy(other, y * WIDTH, after, y * WIDTH, 16);
    }
    int[] map = map(before, after, 1);
    int inside = map[8 * WIDTH + 8];
    int outside = map[32 * WIDTH + 50];
    assertThat((inside >> 16) & 0xff).isGreaterThan((inside & 0xff) + 100);
    assertThat((outside >> 16) & 0xff).isEqualTo(outside & 0xff);
  }

  @Test
  void legend_ends_areTheMapsOwnColours() {
    int[] grey = new int[WIDTH * HEIGHT];
    Arrays.fill(grey, 0xff808080);
    int[] legend = HeatMap.legend(5);

    int unchanged = map(grey, grey, 1)[0];
    assertThat(legend[0] & 0xff).isCloseTo(unchanged & 0xff, within(1));
    assertThat(legend[0] & 0xff).isEqualTo(legend[0] >> 16 & 0xff);
    assertThat(legend[4] >> 16 & 0xff).isGreaterThan((legend[4] & 0xff) + 100);
    assertThat(legend[4] >> 8 & 0xff).isLessThan(legend[2] >> 8 & 0xff);
  }

  @Test
  void difference_movedChannel_isEnlargedAndClipped() {
    Picture before = Picture.of8Bit(2, 1, new byte[] {10, 20, 30, 0, 0, 0}, null);
    Picture after = Picture.of8Bit(2, 1, new byte[] {13, 20, 29, 0, 100, 0}, null);
    Picture difference = Difference.of(before, after, 4);
    assertThat(difference.argb(0, 0)).isEqualTo(0xff0c0004);
    assertThat(difference.argb(1, 0)).isEqualTo(0xff00ff00);
  }

  private static int[] map(int[] before, int[] after, double gain) {
    return HeatMap.of(ChangeGrid.of(before, after, WIDTH, HEIGHT), after, gain);
  }

  private static int[] noise(long seed) {
    Random random = new Random(seed);
    int[] pixels = new int[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      int grey = random.nextInt(256);
      pixels[i] = 0xff000000 | grey << 16 | grey << 8 | grey;
    }
    return pixels;
  }
}
