package afterimage.onnx;

import afterimage.diffusion.pipeline.PixelMask;
import afterimage.engine.PixelArea;
import afterimage.engine.PreviewFrame;
import afterimage.image.Picture;

/**
 * Previews of a part in the picture around it, which is what people look at.
 *
 * @param around the picture, at most {@value #MAX_SIDE} pixels wide and high
 * @param scale pixels of it a pixel of the picture
 * @param mask of the picture
 * @param area of the picture that frames show
 */
record PartPreview(PreviewFrame around, double scale, PixelMask mask, PixelArea area) {
  private static final int MAX_SIDE = 1024;

  /** Places in each direction of which a pixel is the mean, at most. */
  private static final int MAX_SAMPLES = 4;

  static PartPreview of(Picture picture, PixelMask mask, PixelArea area) {
    double scale = Math.min(1, (double) MAX_SIDE / Math.max(picture.width(), picture.height()));
    int width = (int) Math.max(1, Math.round(picture.width() * scale));
    int height = (int) Math.max(1, Math.round(picture.height() * scale));
    int[] argb = new int[width * height];
    int samples = (int) Math.clamp(Math.ceil(1 / scale), 1, MAX_SAMPLES);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        argb[y * width + x] = mean(picture, x, y, scale, samples);
      }
    }
    return new PartPreview(new PreviewFrame(0, 0, width, height, argb), scale, mask, area);
  }

  private static int mean(Picture picture, int x, int y, double scale, int samples) {
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int j = 0; j < samples; j++) {
      int row = at((y + (j + 0.5) / samples) / scale, picture.height());
      for (int i = 0; i < samples; i++) {
        int pixel = picture.argb(at((x + (i + 0.5) / samples) / scale, picture.width()), row);
        red += pixel >> 16 & 0xff;
        green += pixel >> 8 & 0xff;
        blue += pixel & 0xff;
      }
    }
    int count = samples * samples;
    return 0xff000000 | (red / count) << 16 | (green / count) << 8 | (blue / count);
  }

  private static int at(double position, int length) {
    return Math.clamp((long) position, 0, length - 1);
  }

  /** The picture with a frame of the part in its place, as far as the mask lets it. */
  PreviewFrame place(PreviewFrame frame) {
    int[] argb = around.argb().clone();
    int left = at(area.x() * scale, around.width());
    int top = at(area.y() * scale, around.height());
    int right = at((area.x() + area.width()) * scale, around.width());
    int bottom = at((area.y() + area.height()) * scale, around.height());
    for (int y = top; y <= bottom; y++) {
      double row = (y + 0.5) / scale;
      int maskRow = at(row, mask.height()) * mask.width();
      for (int x = left; x <= right; x++) {
        double column = (x + 0.5) / scale;
        float share = mask.shares()[maskRow + at(column, mask.width())];
        if (share > 0) {
          int made = pixel(frame, column, row);
          argb[y * around.width() + x] = mixed(argb[y * around.width() + x], made, share);
        }
      }
    }
    return new PreviewFrame(frame.step(), frame.steps(), around.width(), around.height(), argb);
  }

  /** A frame's colour at a place of the picture, interpolated between its pixels. */
  private int pixel(PreviewFrame frame, double column, double row) {
    double u = (column - area.x()) / area.width() * frame.width() - 0.5;
    double v = (row - area.y()) / area.height() * frame.height() - 0.5;
    int x = at(u, frame.width());
    int y = at(v, frame.height());
    float dx = (float) Math.clamp(u - x, 0, 1);
    float dy = (float) Math.clamp(v - y, 0, 1);
    int upper = mixed(pixel(frame, x, y), pixel(frame, x + 1, y), dx);
    int lower = mixed(pixel(frame, x, y + 1), pixel(frame, x + 1, y + 1), dx);
    return mixed(upper, lower, dy);
  }

  private static int pixel(PreviewFrame frame, int x, int y) {
    int column = Math.min(x, frame.width() - 1);
    return frame.argb()[Math.min(y, frame.height() - 1) * frame.width() + column];
  }

  private static int mixed(int from, int to, float share) {
    int mixed = 0xff000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      mixed |= Math.round(a + share * (b - a)) << shift;
    }
    return mixed;
  }
}
