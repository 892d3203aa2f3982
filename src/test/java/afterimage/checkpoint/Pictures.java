package afterimage.checkpoint;

import afterimage.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Recorded pictures as diffusers hands them to the VAE. */
final class Pictures {
  private Pictures() {}

  /** {@code NAME.png}, or {@code NAME_0.png} and so on, as a batch in [-1, 1]. */
  static Tensor read(Path folder, String name) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.exists(folder.resolve(name + ".png"))) {
      files.add(folder.resolve(name + ".png"));
    }
    for (int i = 0; Files.exists(folder.resolve(name + "_" + i + ".png")); i++) {
      files.add(folder.resolve(name + "_" + i + ".png"));
    }
    List<BufferedImage> images = new ArrayList<>();
    for (Path file : files) {
      images.add(Objects.requireNonNull(ImageIO.read(file.toFile())));
    }
    int height = images.getFirst().getHeight();
    int width = images.getFirst().getWidth();
    Tensor batch = Tensor.zeros(images.size(), 3, height, width);
    int plane = height * width;
    for (int i = 0; i < images.size(); i++) {
      for (int pixel = 0; pixel < plane; pixel++) {
        int rgb = images.get(i).getRGB(pixel % width, pixel / width);
        for (int channel = 0; channel < 3; channel++) {
          int value = rgb >> (16 - 8 * channel) & 0xff;
          batch.data()[(i * 3 + channel) * plane + pixel] = value / 127.5f - 1;
        }
      }
    }
    return batch;
  }
}
