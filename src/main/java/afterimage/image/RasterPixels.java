package afterimage.image;

import afterimage.guard.Deadline;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * A decoded image as interleaved samples in its own colour space.
 *
 * @param width in pixels
 * @param height in pixels
 * @param channels colour channels: 1 gray, 3 RGB, 4 CMYK
 * @param color width × height × channels samples
 * @param alpha width × height samples, or null
 */
record RasterPixels(int width, int height, int channels, Samples color, @Nullable Samples alpha) {

  /**
   * Reads {@code image} in bulk, through its palette if it has one.
   *
   * @param stored what its alpha channel is in the file
   */
  static RasterPixels of(BufferedImage image, StoredAlpha stored) {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel palette) {
      return indexed(raster, palette);
    }
    Samples own = TightRaster.takeOver(raster, model);
    if (own != null) {
      int channels = model.getNumColorComponents();
      return new RasterPixels(raster.getWidth(), raster.getHeight(), channels, own, null);
    }
    RasterPixels pixels = packed(raster, model);
    if (pixels == null) {
      pixels = bytes(raster, model);
    }
    if (pixels == null) {
      pixels = general(raster, model);
    }
    if (pixels.alpha == null) {
      return pixels;
    }
    if (model.isAlphaPremultiplied() || stored == StoredAlpha.ASSOCIATED) {
      unmultiply(pixels.color, pixels.channels, pixels.alpha);
    }
    return stored == StoredAlpha.NONE ? pixels.withAlpha(null) : pixels;
  }

  /** The same, whose colours are multiplied by their opacity, without that. */
  RasterPixels straight() {
    if (alpha != null) {
      unmultiply(color, channels, alpha);
    }
    return this;
  }

  /** The same colours, clear where the first of them is {@code value} of 255. */
  RasterPixels clearAt(int value) {
    byte[] opacity = new byte[width * height];
    for (int pixel = 0; pixel < opacity.length; pixel++) {
      opacity[pixel] = (byte) (color.get(pixel * channels) == value ? 0 : 255);
    }
    return withAlpha(new Samples.Bytes(opacity));
  }

  private RasterPixels withAlpha(@Nullable Samples opacity) {
    return new RasterPixels(width, height, channels, color, opacity);
  }

  private static RasterPixels indexed(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    byte[] rgb = new byte[Math.multiplyExact(width * height, 3)];
    byte @Nullable [] alpha = palette.hasAlpha() ? new byte[width * height] : null;
    int[] row = new int[width];
    int pixel = 0;
    for (int y = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int index : row) {
        // A damaged file may use an entry that its palette does not have.
        int argb = index < colors.length ? colors[index] : 0xff000000;
        rgb[pixel * 3] = (byte) (argb >> 16);
        rgb[pixel * 3 + 1] = (byte) (argb >> 8);
        rgb[pixel * 3 + 2] = (byte) argb;
        if (alpha != null) {
          alpha[pixel] = (byte) (argb >>> 24);
        }
        pixel++;
      }
    }
    return new RasterPixels(
        width, height, 3, new Samples.Bytes(rgb), alpha == null ? null : new Samples.Bytes(alpha));
  }

  /** What libwebp makes: 8 bits each in an int; null if it is not that. */
  private static @Nullable RasterPixels packed(Raster raster, ColorModel model) {
    if (!(model instanceof DirectColorModel direct)
        || direct.getRedMask() != 0xff0000
        || direct.getGreenMask() != 0xff00
        || direct.getBlueMask() != 0xff
        || !(raster.getDataBuffer() instanceof DataBufferInt buffer)
        || buffer.getData().length != raster.getWidth() * raster.getHeight()) {
      return null;
    }
    int[] source = buffer.getData();
    byte[] color = new byte[Math.multiplyExact(source.length, 3)];
    byte @Nullable [] alpha = model.hasAlpha() ? new byte[source.length] : null;
    for (int i = 0; i < source.length; i++) {
      int argb = source[i];
      color[i * 3] = (byte) (argb >> 16);
      color[i * 3 + 1] = (byte) (argb >> 8);
      color[i * 3 + 2] = (byte) argb;
      if (alpha != null) {
        alpha[i] = (byte) (argb >>> 24);
      }
    }
    return new RasterPixels(
        raster.getWidth(),
        raster.getHeight(),
        3,
        new Samples.Bytes(color),
        alpha == null ? null : new Samples.Bytes(alpha));
  }

  /** The common case, 8 bits interleaved in any order of channels; null if it is not that. */
  private static @Nullable RasterPixels bytes(Raster raster, ColorModel model) {
    boolean plain = true;
    for (int size : model.getComponentSize()) {
      plain &= size == 8;
    }
    if (!plain
        || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel layout)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || buffer.getNumBanks() != 1) {
      return null;
    }
    int width = raster.getWidth();
    int height = raster.getHeight();
    int channels = model.getNumColorComponents();
    byte[] source = buffer.getData();
    byte[] color = new byte[Math.multiplyExact(width * height, channels)];
    byte @Nullable [] alpha = model.hasAlpha() ? new byte[width * height] : null;
    int[] offsets = layout.getBandOffsets();
    int step = layout.getPixelStride();
    int to = 0;
    for (int y = 0; y < height; y++) {
      Deadline.check();
      int from = buffer.getOffset() + start(raster, layout, y);
      for (int x = 0; x < width; x++, from += step) {
        for (int channel = 0; channel < channels; channel++) {
          color[to++] = source[from + offsets[channel]];
        }
        if (alpha != null) {
          alpha[y * width + x] = source[from + offsets[channels]];
        }
      }
    }
    return new RasterPixels(
        width,
        height,
        channels,
        new Samples.Bytes(color),
        alpha == null ? null : new Samples.Bytes(alpha));
  }

  private static int start(Raster raster, PixelInterleavedSampleModel layout, int y) {
    int row = y + raster.getMinY() - raster.getSampleModelTranslateY();
    int column = raster.getMinX() - raster.getSampleModelTranslateX();
    return row * layout.getScanlineStride() + column * layout.getPixelStride();
  }

  /** Any layout and any depth, row by row. */
  private static RasterPixels general(Raster raster, ColorModel model) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    int channels = model.getNumColorComponents();
    boolean alphaBand = model.hasAlpha() && bands > channels;
    SampleScale scale = SampleScale.of(model, raster.getTransferType());
    Samples color = Samples.zeros(scale.bits(), Math.multiplyExact(width * height, channels));
    Samples alpha = alphaBand ? Samples.zeros(scale.bits(), width * height) : null;
    int[] row = new int[width * bands];
    float[] floatRow = scale.isFloat() ? new float[width * bands] : new float[0];
    int to = 0;
    for (int y = 0; y < height; y++) {
      Deadline.check();
      scale.readRow(raster, y, row, floatRow);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          color.set(to++, scale.apply(row[x * bands + channel], channel));
        }
        if (alpha != null) {
          alpha.set(y * width + x, scale.apply(row[x * bands + channels], channels));
        }
      }
    }
    return new RasterPixels(width, height, channels, color, alpha);
  }

  private static void unmultiply(Samples color, int channels, Samples alpha) {
    int max = alpha.bits() == 8 ? 255 : 65535;
    for (int pixel = 0; pixel < alpha.length(); pixel++) {
      int opacity = alpha.get(pixel);
      for (int i = pixel * channels; opacity != 0 && i < (pixel + 1) * channels; i++) {
        long straight = ((long) color.get(i) * max + opacity / 2) / opacity;
        color.set(i, (int) Math.min(straight, max));
      }
    }
  }

  /**
   * How a raster's samples become unsigned ones of 8 or 16 bits.
   *
   * @param bits 8 or 16
   * @param sizes bits of each band as stored
   * @param isFloat whether stored values are floating point, 0 to 1
   */
  private record SampleScale(int bits, int[] sizes, boolean isFloat) {

    static SampleScale of(ColorModel model, int transferType) {
      int largest = 0;
      for (int size : model.getComponentSize()) {
        largest = Math.max(largest, size);
      }
      boolean floats =
          transferType == DataBuffer.TYPE_FLOAT || transferType == DataBuffer.TYPE_DOUBLE;
      return new SampleScale(largest > 8 ? 16 : 8, model.getComponentSize(), floats);
    }

    void readRow(Raster raster, int y, int[] row, float[] floatRow) {
      int line = raster.getMinY() + y;
      if (!isFloat) {
        raster.getPixels(raster.getMinX(), line, raster.getWidth(), 1, row);
        return;
      }
      raster.getPixels(raster.getMinX(), line, raster.getWidth(), 1, floatRow);
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.round(Math.clamp(floatRow[i], 0f, 1f) * 65535f);
      }
    }

    int apply(int value, int band) {
      int size = sizes[band];
      if (isFloat || size == bits) {
        return value;
      }
      if (size > bits) {
        return value >>> (size - bits);
      }
      int max = bits == 8 ? 255 : 65535;
      return value * max / ((1 << size) - 1);
    }
  }
}
