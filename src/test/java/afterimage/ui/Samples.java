package afterimage.ui;

import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Parts of a real photo, small enough to be refined in seconds. */
final class Samples {
  /** The bundled sample. */
  static final Path PHOTO =
      Path.of(System.getProperty("afterimage.assets"), "samples", "dandelion.jpg");

  private Samples() {}

  /** The middle of the photo as a file of the format that its name tells. */
  static Path write(Path target, int width, int height) throws PictureException {
    PictureWriter.write(middle(width, height), target, WriteOptions.DEFAULT, PictureMetadata.NONE);
    return target;
  }

  /** The middle of the photo. */
  static Picture middle(int width, int height) throws PictureException {
    Picture whole = PictureReader.read(PHOTO).picture();
    int left = (whole.width() - width) / 2;
    int top = (whole.height() - height) / 2;
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = whole.argb(left + x, top + y);
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (argb >> 16);
        rgb[at + 1] = (byte) (argb >> 8);
        rgb[at + 2] = (byte) argb;
      }
    }
    return Picture.of8Bit(width, height, rgb, null);
  }

  /** An image of AWT. */
  static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      int argb = image.getRGB(i % width, i / width);
      rgb[i * 3] = (byte) (argb >> 16);
      rgb[i * 3 + 1] = (byte) (argb >> 8);
      rgb[i * 3 + 2] = (byte) argb;
    }
    return Picture.of8Bit(width, height, rgb, null);
  }

  /** All pixels as {@code 0xAARRGGBB}. */
  static int[] pixels(Picture picture) {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, pixels, y * picture.width());
    }
    return pixels;
  }
}
