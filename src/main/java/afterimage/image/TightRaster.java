package afterimage.image;

import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A raster that has its samples as we do, one behind the other and nothing between: they are taken
 * over, not copied. Nobody else may use the raster any more.
 */
final class TightRaster {
  private static final int[] FORWARD = {0, 1, 2, 3};
  private static final int[] BACKWARD = {2, 1, 0};

  private TightRaster() {}

  /** The samples; null if the raster has another layout, another depth, or opacity. */
  static @Nullable Samples takeOver(Raster raster, ColorModel model) {
    int channels = model.getNumColorComponents();
    if (model.hasAlpha()
        || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel layout)
        || layout.getNumBands() != channels
        || layout.getPixelStride() != channels
        || layout.getScanlineStride() != channels * raster.getWidth()
        || !beginsAtStart(raster)) {
      return null;
    }
    Samples samples = samples(raster, model);
    if (samples == null || samples.length() != layout.getScanlineStride() * raster.getHeight()) {
      return null;
    }
    int[] order = layout.getBandOffsets();
    if (Arrays.equals(order, BACKWARD)) {
      turn(samples);
      return samples;
    }
    return channels <= 4 && Arrays.equals(order, Arrays.copyOf(FORWARD, channels)) ? samples : null;
  }

  private static boolean beginsAtStart(Raster raster) {
    return raster.getMinX() == raster.getSampleModelTranslateX()
        && raster.getMinY() == raster.getSampleModelTranslateY()
        && raster.getDataBuffer().getNumBanks() == 1
        && raster.getDataBuffer().getOffset() == 0;
  }

  private static @Nullable Samples samples(Raster raster, ColorModel model) {
    boolean eight = Arrays.stream(model.getComponentSize()).allMatch(bits -> bits == 8);
    boolean sixteen = Arrays.stream(model.getComponentSize()).allMatch(bits -> bits == 16);
    return switch (raster.getDataBuffer()) {
      case DataBufferByte buffer when eight -> new Samples.Bytes(buffer.getData());
      case DataBufferUShort buffer when sixteen -> new Samples.Shorts(buffer.getData());
      default -> null;
    };
  }

  private static void turn(Samples samples) {
    switch (samples) {
      case Samples.Bytes(byte[] values) -> {
        for (int i = 0; i < values.length; i += 3) {
          byte first = values[i];
          values[i] = values[i + 2];
          values[i + 2] = first;
        }
      }
      case Samples.Shorts(short[] values) -> {
        for (int i = 0; i < values.length; i += 3) {
          short first = values[i];
          values[i] = values[i + 2];
          values[i + 2] = first;
        }
      }
    }
  }
}
