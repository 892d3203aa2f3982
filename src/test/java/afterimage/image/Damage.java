package afterimage.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The four ordinary damages that the built-in model is measured by. */
public enum Damage {
  /** Gaussian blur of 1 pixel, noise of 5/255, JPEG at 45. */
  BLUR_NOISE_JPEG {
    @Override
    public Picture of(Picture clean, long seed) {
      return jpeg(noisy(blurred(Planes.of(clean), 1.0), 5, seed).picture(), 45);
    }
  },
  /** Half the pixels on a side, enlarged again with a bicubic filter. */
  HALF_RESOLUTION {
    @Override
    public Picture of(Picture clean, long seed) {
      return enlarged(halved(Planes.of(clean))).picture();
    }
  },
  /** White Gaussian noise of 20/255. */
  NOISE {
    @Override
    public Picture of(Picture clean, long seed) {
      return noisy(Planes.of(clean), 20, seed).picture();
    }
  },
  /** JPEG at 15, colour at half resolution. */
  JPEG {
    @Override
    public Picture of(Picture clean, long seed) {
      return jpeg(clean, 15);
    }
  };

  /**
   * The damaged picture.
   *
   * @param clean of 8 bits, with even sides
   * @param seed of the noise
   */
  public abstract Picture of(Picture clean, long seed);

  /** Samples in [0, 255], rows of red, green and blue planes. */
  private record Planes(int width, int height, float[][] values) {
    static Planes of(Picture picture) {
      float[][] values = new float[3][picture.width() * picture.height()];
      for (int i = 0; i < values[0].length; i++) {
        for (int channel = 0; channel < 3; channel++) {
          values[channel][i] =
              255 * picture.sample(i % picture.width(), i / picture.width(), channel);
        }
      }
      return new Planes(picture.width(), picture.height(), values);
    }

    Picture picture() {
      byte[] rgb = new byte[width * height * 3];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Math.rint(Math.clamp(values[i % 3][i / 3], 0f, 255f));
      }
      return Picture.of8Bit(width, height, rgb, null);
    }

    /** A sample, the nearest one beyond the edges. */
    float at(int channel, int x, int y) {
      return values[channel][Math.clamp(y, 0, height - 1) * width + Math.clamp(x, 0, width - 1)];
    }
  }

  private static Planes noisy(Planes planes, double deviation, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[3][planes.values[0].length];
    for (int i = 0; i < values[0].length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        values[channel][i] =
            (float) (planes.values[channel][i] + deviation * random.nextGaussian());
      }
    }
    return new Planes(planes.width, planes.height, values);
  }

  private static Planes blurred(Planes planes, double sigma) {
    int reach = (int) Math.ceil(4 * sigma);
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      weights[i + reach] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += weights[i + reach];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return filtered(filtered(planes, weights, 1, 0), weights, 0, 1);
  }

  private static Planes filtered(Planes planes, double[] weights, int dx, int dy) {
    int reach = weights.length / 2;
    float[][] values = new float[3][planes.values[0].length];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < planes.height; y++) {
        for (int x = 0; x < planes.width; x++) {
          double sum = 0;
          for (int i = -reach; i <= reach; i++) {
            sum += weights[i + reach] * planes.at(channel, x + i * dx, y + i * dy);
          }
          values[channel][y * planes.width + x] = (float) sum;
        }
      }
    }
    return new Planes(planes.width, planes.height, values);
  }

  /** Means of squares of four pixels. */
  private static Planes halved(Planes planes) {
    int width = planes.width / 2;
    int height = planes.height / 2;
    float[][] values = new float[3][width * height];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          values[channel][y * width + x] =
              (planes.at(channel, 2 * x, 2 * y)
                      + planes.at(channel, 2 * x + 1, 2 * y)
                      + planes.at(channel, 2 * x, 2 * y + 1)
                      + planes.at(channel, 2 * x + 1, 2 * y + 1))
                  / 4;
        }
      }
    }
    return new Planes(width, height, values);
  }

  private static Planes enlarged(Planes small) {
    int width = 2 * small.width;
    int height = 2 * small.height;
    float[][] values = new float[3][width * height];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          values[channel][y * width + x] = cubic(small, channel, x, y);
        }
      }
    }
    return new Planes(width, height, values);
  }

  private static float cubic(Planes small, int channel, int x, int y) {
    double centreX = (x + 0.5) / 2 - 0.5;
    double centreY = (y + 0.5) / 2 - 0.5;
    int left = (int) Math.floor(centreX);
    int top = (int) Math.floor(centreY);
    double sum = 0;
    for (int j = -1; j <= 2; j++) {
      for (int i = -1; i <= 2; i++) {
        sum +=
            keys(centreX - left - i)
                * keys(centreY - top - j)
                * small.at(channel, left + i, top + j);
      }
    }
    return (float) sum;
  }

  /** Keys' cubic kernel with a = -0.75, which OpenCV's bicubic filter uses. */
  private static double keys(double distance) {
    double a = -0.75;
    double d = Math.abs(distance);
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }

  private static Picture jpeg(Picture picture, int quality) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, picture.argb(x, y));
      }
    }
    try {
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(encoded(image, quality)));
      byte[] rgb = new byte[picture.width() * picture.height() * 3];
      for (int i = 0; i < rgb.length; i++) {
        int pixel = i / 3;
        int argb = read.getRGB(pixel % picture.width(), pixel / picture.width());
        rgb[i] = (byte) (argb >> (16 - 8 * (i % 3)));
      }
      return Picture.of8Bit(picture.width(), picture.height(), rgb, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(BufferedImage image, int quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality / 100f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
