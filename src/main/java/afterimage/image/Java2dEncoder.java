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
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes JPEG, TIFF and BMP by the JDK's own ImageIO writers. */
final class Java2dEncoder {
  /** XMP specification, part 3, section 3.3.3. */
  private static final int XMP_TAG = 700;

  private Java2dEncoder() {}

  /** 8 bits; alpha is laid on white. */
  static void writeJpeg(Picture picture, WriteOptions options, OutputStream out)
      throws IOException {
    BufferedImage image = image(Flattening.onWhite(picture));
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      write("jpeg", image, "JPEG", options.quality(), Map.of(), null, stream);
    }
  }

  /**
   * Deflate-compressed, 8 or 16 bits, with alpha.
   *
   * @param profile an ICC profile, or null
   */
  static void writeTiff(
      Picture picture, byte @Nullable [] profile, FileMetadata metadata, OutputStream out)
      throws IOException {
    Map<Integer, byte[]> fields = new TreeMap<>();
    byte[] xmp = metadata.xmp();
    if (xmp != null) {
      fields.put(XMP_TAG, xmp);
    }
    if (profile != null) {
      fields.put(BaselineTIFFTagSet.TAG_ICC_PROFILE, profile);
    }
    byte[] exif = metadata.exif();
    ExifTree tree = exif == null ? null : ExifTree.of(exif);
    ByteOrder order = tree == null ? ByteOrder.BIG_ENDIAN : tree.order();
    try (ImageOutputStream plain = inMemory()) {
      write("tiff", image(picture), "Deflate", -1, fields, order, plain);
      TiffMetadata.write(plain, tree, metadata, out);
    }
  }

  /** 8 bits; alpha is laid on white. */
  static void writeBmp(Picture picture, FileMetadata metadata, OutputStream out)
      throws IOException {
    BufferedImage image = image(Flattening.onWhite(picture));
    Resolution resolution = metadata.resolution();
    int[] perMetre = resolution == null ? null : resolution.perMetre();
    OutputStream target = perMetre == null ? out : new BmpResolution(out, perMetre);
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(target)) {
      write("bmp", image, "BI_RGB", -1, Map.of(), null, stream);
    }
  }

  /** What is written into it can be read from it. */
  private static ImageOutputStream inMemory() {
    return new MemoryCacheImageOutputStream(OutputStream.nullOutputStream());
  }

  /**
   * @param order of TIFF's bytes; null for other formats
   */
  private static void write(
      String format,
      BufferedImage image,
      String compression,
      double quality,
      Map<Integer, byte[]> fields,
      @Nullable ByteOrder order,
      ImageOutputStream stream)
      throws IOException {
    ImageWriter writer = writer(format);
    try {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(compression);
      if (quality >= 0) {
        parameters.setCompressionQuality((float) quality);
      }
      writer.setOutput(stream);
      IIOMetadata metadata = fields.isEmpty() ? null : metadata(writer, image, parameters, fields);
      IIOMetadata header = order == null ? null : header(writer, parameters, order);
      writer.write(header, new IIOImage(image, null, metadata), parameters);
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadata header(ImageWriter writer, ImageWriteParam parameters, ByteOrder order)
      throws IOException {
    IIOMetadata header = writer.getDefaultStreamMetadata(parameters);
    String format = header.getNativeMetadataFormatName();
    Node root = header.getAsTree(format);
    ((Element) root.getFirstChild()).setAttribute("value", order.toString());
    header.setFromTree(format, root);
    return header;
  }

  private static IIOMetadata metadata(
      ImageWriter writer,
      BufferedImage image,
      ImageWriteParam parameters,
      Map<Integer, byte[]> fields)
      throws IOException {
    IIOMetadata plain =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), parameters);
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(plain);
    fields.forEach(
        (number, data) -> {
          TIFFTag known = BaselineTIFFTagSet.getInstance().getTag(number);
          TIFFTag tag = known == null ? new TIFFTag("XMP", number, 1 << TIFFTag.TIFF_BYTE) : known;
          int type = known == null ? TIFFTag.TIFF_BYTE : TIFFTag.TIFF_UNDEFINED;
          directory.addTIFFField(new TIFFField(tag, type, data.length, data));
        });
    return directory.getAsMetadata();
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

  /** The picture as ImageIO's writers take it, in sRGB, with its own samples where it can. */
  static BufferedImage image(Picture picture) {
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
