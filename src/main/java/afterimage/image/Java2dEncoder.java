package afterimage.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes JPEG, TIFF and BMP by the JDK's own ImageIO writers. */
final class Java2dEncoder {
  private Java2dEncoder() {}

  /** 8 bits; alpha is laid on white. */
  static void writeJpeg(Picture picture, double quality, OutputStream out) throws IOException {
    write("jpeg", image(Flattening.onWhite(picture)), "JPEG", quality, out);
  }

  /** Deflate-compressed, 8 or 16 bits, with alpha. */
  static void writeTiff(Picture picture, OutputStream out) throws IOException {
    write("tiff", image(picture), "Deflate", -1, out);
  }

  /** 8 bits; alpha is laid on white. */
  static void writeBmp(Picture picture, OutputStream out) throws IOException {
    write("bmp", image(Flattening.onWhite(picture)), "BI_RGB", -1, out);
  }

  private static void write(
      String format, BufferedImage image, String compression, double quality, OutputStream out)
      throws IOException {
    ImageWriter writer = writer(format);
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(compression);
      if (quality >= 0) {
        parameters.setCompressionQuality((float) quality);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  private static ImageWriter writer(String format) {
    var writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        return writer;
      }
    }
    throw new IllegalStateException("this Java has no writer for " + format);
  }

  private static BufferedImage image(Picture picture) {
    Samples alpha = picture.alphaSamples();
    int bands = alpha == null ? 3 : 4;
    Samples samples = alpha == null ? picture.rgb() : interleave(picture.rgb(), alpha);
    int[] offsets = bands == 3 ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            samples.buffer(),
            picture.width(),
            picture.height(),
            picture.width() * bands,
            bands,
            offsets,
            null);
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            bands == 4,
            false,
            bands == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            samples.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
    return new BufferedImage(model, raster, false, null);
  }

  private static Samples interleave(Samples rgb, Samples alpha) {
    Samples all = Samples.zeros(rgb.bits(), Math.multiplyExact(alpha.length(), 4));
    for (int pixel = 0; pixel < alpha.length(); pixel++) {
      rgb.copyTo(pixel * 3, all, pixel * 4, 3);
      all.set(pixel * 4 + 3, alpha.get(pixel));
    }
    return all;
  }
}
