package afterimage.ui;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/** Writes an image as a PNG of at most 256 colours, found by median cut (Heckbert 1982). */
final class SmallPng {
  private static final int COLORS = 256;

  private SmallPng() {}

  static void write(Image image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    int[] counts = new int[1 << 18];
    for (int pixel : pixels) {
      counts[key(pixel)]++;
    }
    List<int[]> boxes = new ArrayList<>();
    boxes.add(IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray());
    while (boxes.size() < COLORS) {
      int[] widest =
          boxes.stream()
              .filter(box -> box.length > 1)
              .max(Comparator.comparingDouble(box -> spread(box, counts)))
              .orElse(null);
      if (widest == null) {
        break;
      }
      boxes.remove(widest);
      int shift = widestChannel(widest);
      int[] sorted =
          Arrays.stream(widest)
              .boxed()
              .sorted(Comparator.comparingInt(k -> k >> shift & 63))
              .mapToInt(Integer::intValue)
              .toArray();
      boxes.add(Arrays.copyOfRange(sorted, 0, sorted.length / 2));
      boxes.add(Arrays.copyOfRange(sorted, sorted.length / 2, sorted.length));
    }
    byte[] index = new byte[counts.length];
    long[][] sums = new long[boxes.size()][4];
    for (int i = 0; i < boxes.size(); i++) {
      for (int key : boxes.get(i)) {
        index[key] = (byte) i;
      }
    }
    for (int pixel : pixels) {
      long[] sum = sums[index[key(pixel)] & 0xff];
      sum[0] += pixel >> 16 & 0xff;
      sum[1] += pixel >> 8 & 0xff;
      sum[2] += pixel & 0xff;
      sum[3]++;
    }
    byte[][] palette = new byte[3][boxes.size()];
    for (int i = 0; i < boxes.size(); i++) {
      for (int channel = 0; channel < 3; channel++) {
        palette[channel][i] = (byte) (sums[i][channel] / Math.max(1, sums[i][3]));
      }
    }
    BufferedImage small =
        new BufferedImage(
            width,
            height,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, boxes.size(), palette[0], palette[1], palette[2]));
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = index[key(pixels[y * width + x])];
      }
      small.getRaster().setDataElements(0, y, width, 1, row);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(small, "png", file.toFile());
  }

  /** Six bits a channel. */
  private static int key(int argb) {
    return (argb >> 18 & 63) << 12 | (argb >> 10 & 63) << 6 | (argb >> 2 & 63);
  }

  private static double spread(int[] box, int[] counts) {
    long pixels = Arrays.stream(box).mapToLong(key -> counts[key]).sum();
    return range(box, widestChannel(box)) * Math.sqrt((double) pixels);
  }

  private static int widestChannel(int[] box) {
    int red = range(box, 12);
    int green = range(box, 6);
    int blue = range(box, 0);
    return red >= green && red >= blue ? 12 : green >= blue ? 6 : 0;
  }

  private static int range(int[] box, int shift) {
    var values = Arrays.stream(box).map(key -> key >> shift & 63).summaryStatistics();
    return values.getMax() - values.getMin();
  }
}
