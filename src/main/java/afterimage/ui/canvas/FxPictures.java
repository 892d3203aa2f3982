package afterimage.ui.canvas;

import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import java.nio.IntBuffer;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/** From JavaFX images to pictures (pasted ones) and back (thumbnails only: 8 bits, no profile). */
public final class FxPictures {
  private FxPictures() {}

  /** The pixels of an image, which must have finished loading. */
  public static Picture toPicture(Image image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    PixelReader reader = image.getPixelReader();
    byte[] rgb = new byte[width * height * 3];
    byte[] alpha = new byte[width * height];
    boolean opaque = true;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      reader.getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        rgb[pixel * 3] = (byte) (row[x] >> 16);
        rgb[pixel * 3 + 1] = (byte) (row[x] >> 8);
        rgb[pixel * 3 + 2] = (byte) row[x];
        alpha[pixel] = (byte) (row[x] >>> 24);
        opaque &= row[x] >>> 24 == 255;
      }
    }
    return Picture.of8Bit(width, height, rgb, opaque ? null : alpha);
  }

  /** A picture's smallest level, at most 256 pixels wide and high. Works off the FX thread. */
  public static Image thumbnail(MipPyramid pyramid) {
    int level = pyramid.levels() - 1;
    return image(pyramid.width(level), pyramid.height(level), pyramid.pixels(level));
  }

  /**
   * A file's whole picture, 8 bits a channel. Works off the FX thread.
   *
   * @throws PictureException if it cannot be read
   */
  public static Image whole(Path file) throws PictureException {
    Picture picture = PictureReader.read(file).picture();
    MipPyramid pyramid = MipPyramid.of(picture);
    return image(picture.width(), picture.height(), pyramid.pixels(0));
  }

  /** Opaque or premultiplied pixels as an image, without copying them. */
  public static Image image(int width, int height, int[] argbPre) {
    PixelBuffer<IntBuffer> buffer =
        new PixelBuffer<>(
            width, height, IntBuffer.wrap(argbPre), PixelFormat.getIntArgbPreInstance());
    return new WritableImage(buffer);
  }

  /** Whether an image from the clipboard has pixels. */
  public static boolean hasPixels(@Nullable Image image) {
    return image != null && !image.isError() && image.getWidth() >= 1 && image.getHeight() >= 1;
  }
}
