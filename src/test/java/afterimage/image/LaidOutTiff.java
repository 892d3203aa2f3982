package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes a picture as TIFF in a layout of the test's choice, since encoders have a few of their
 * own.
 *
 * @param deflated or not compressed
 * @param differences whether samples are stored as differences to the pixel before
 * @param columns of a tile; 0 for strips
 * @param rows of a tile or strip
 * @param grey only the first colour
 */
record LaidOutTiff(
    ByteOrder order, boolean deflated, boolean differences, int columns, int rows, boolean grey) {

  /** The file. */
  byte[] write(Picture picture) {
    Map<Integer, int[]> fields = new TreeMap<>();
    int samples = (grey ? 1 : 3) + (picture.hasAlpha() ? 1 : 0);
    int[] bits = new int[samples];
    Arrays.fill(bits, picture.bitDepth());
    fields.put(256, new int[] {picture.width()});
    fields.put(257, new int[] {picture.height()});
    fields.put(258, bits);
    fields.put(259, new int[] {deflated ? 8 : 1});
    fields.put(262, new int[] {grey ? 1 : 2});
    fields.put(277, new int[] {samples});
    if (differences) {
      fields.put(317, new int[] {2});
    }
    if (picture.hasAlpha()) {
      fields.put(338, new int[] {2});
    }
    boolean tiled = columns > 0;
    int width = tiled ? columns : picture.width();
    int across = Math.ceilDiv(picture.width(), width);
    int[] offsets = new int[across * Math.ceilDiv(picture.height(), rows)];
    int[] lengths = new int[offsets.length];
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (int i = 0; i < offsets.length; i++) {
      int top = i / across * rows;
      int height = tiled ? rows : Math.min(rows, picture.height() - top);
      byte[] segment = segment(picture, i % across * width, top, width, height);
      offsets[i] = 8 + pixels.size();
      lengths[i] = segment.length;
      pixels.writeBytes(segment);
    }
    fields.put(tiled ? 324 : 273, offsets);
    fields.put(tiled ? 325 : 279, lengths);
    fields.put(tiled ? 323 : 278, new int[] {rows});
    if (tiled) {
      fields.put(322, new int[] {columns});
    }
    return file(fields, pixels.toByteArray());
  }

  private byte[] file(Map<Integer, int[]> fields, byte[] pixels) {
    int directory = 8 + pixels.length + (pixels.length & 1);
    int values = directory + 2 + 12 * fields.size() + 4;
    int room = fields.values().stream().mapToInt(field -> 4 * field.length).sum();
    ByteBuffer file = ByteBuffer.allocate(values + room).order(order);
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    file.put(mark).put(mark).putShort((short) 42).putInt(directory).put(pixels);
    file.position(directory);
    file.putShort((short) fields.size());
    for (Map.Entry<Integer, int[]> field : fields.entrySet()) {
      int[] numbers = field.getValue();
      file.putShort((short) (int) field.getKey()).putShort((short) 4).putInt(numbers.length);
      if (numbers.length == 1) {
        file.putInt(numbers[0]);
      } else {
        file.putInt(values);
        for (int number : numbers) {
          file.putInt(values, number);
          values += 4;
        }
      }
    }
    return file.array();
  }

  /** What is beyond the picture's edges is not zero. */
  private byte[] segment(Picture picture, int left, int top, int width, int height) {
    int colors = grey ? 1 : 3;
    int samples = colors + (picture.hasAlpha() ? 1 : 0);
    int bytes = picture.bitDepth() / 8;
    int max = picture.bitDepth() == 8 ? 255 : 65_535;
    ByteBuffer data = ByteBuffer.allocate(width * height * samples * bytes).order(order);
    int[] before = new int[samples];
    for (int y = top; y < top + height; y++) {
      Arrays.fill(before, 0);
      for (int x = left; x < left + width; x++) {
        boolean inside = x < picture.width() && y < picture.height();
        for (int i = 0; i < samples; i++) {
          float value = !inside ? 0.7f : i < colors ? picture.sample(x, y, i) : picture.alpha(x, y);
          int stored = Math.round(value * max);
          int written = differences ? stored - before[i] : stored;
          before[i] = stored;
          if (bytes == 1) {
            data.put((byte) written);
          } else {
            data.putShort((short) written);
          }
        }
      }
    }
    return deflated ? deflate(data.array()) : data.array();
  }

  private static byte[] deflate(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 12];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(plain);
      deflater.finish();
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return out.toByteArray();
  }
}
