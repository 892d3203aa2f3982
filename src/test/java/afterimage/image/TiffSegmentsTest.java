package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ordinary TIFF files are decoded by their strips and tiles; all others as before. */
class TiffSegmentsTest {
  private static final int WIDTH = 45;
  private static final int HEIGHT = 37;

  static Stream<LaidOutTiff> layouts() {
    List<LaidOutTiff> layouts = new ArrayList<>();
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (int columns : new int[] {0, 16, 48}) {
        for (int rows : new int[] {16, 48}) {
          layouts.add(new LaidOutTiff(order, false, false, columns, rows, false));
          layouts.add(new LaidOutTiff(order, true, false, columns, rows, false));
          layouts.add(new LaidOutTiff(order, true, true, columns, rows, false));
        }
      }
    }
    return layouts.stream();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void read_anyOrdinaryLayout_isExact(LaidOutTiff layout) throws Exception {
    for (int bits : new int[] {8, 16}) {
      for (boolean alpha : new boolean[] {false, true}) {
        Picture picture = TestPictures.random(WIDTH, HEIGHT, bits, alpha, 7);
        byte[] file = layout.write(picture);

        assertThat(segments(file)).as("its own decoder").isNotNull();
        Picture read = PictureReader.read(file, "a.tif").picture();
        assertThat(TestPictures.same(read, picture)).as("%d bits, alpha %s", bits, alpha).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, false", "8, true", "16, false", "16, true"})
  void read_grey_hasThreeEqualColours(int bits, boolean alpha) throws Exception {
    Picture picture = TestPictures.random(WIDTH, HEIGHT, bits, alpha, 7);
    byte[] file = new LaidOutTiff(ByteOrder.LITTLE_ENDIAN, true, true, 0, 5, true).write(picture);

    assertThat(segments(file)).isNotNull();
    Picture read = PictureReader.read(file, "a.tif").picture();
    assertThat(read.bitDepth()).isEqualTo(bits);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(read.alpha(x, y)).isEqualTo(picture.alpha(x, y));
        for (int channel = 0; channel < 3; channel++) {
          assertThat(read.sample(x, y, channel)).isEqualTo(picture.sample(x, y, 0));
        }
      }
    }
  }

  /** Planes, another order of bits, numbers of another kind, predictors that are not known. */
  @ParameterizedTest
  @CsvSource({"284, 2", "266, 2", "339, 3", "317, 3", "262, 5", "259, 5", "322, 0"})
  void segments_otherLayout_areAnotherDecoders(int tag, int value) throws Exception {
    Picture picture = TestPictures.random(WIDTH, HEIGHT, 16, false, 7);
    byte[] file =
        new LaidOutTiff(ByteOrder.LITTLE_ENDIAN, true, true, 16, 16, false).write(picture);
    assertThat(segments(file)).isNotNull();

    assertThat(segments(with(file, tag, value))).isNull();
  }

  @Test
  void read_damagedSegment_isRefusedOrWhatItWasBefore() {
    Picture picture = TestPictures.random(WIDTH, HEIGHT, 16, false, 7);
    byte[] file =
        new LaidOutTiff(ByteOrder.LITTLE_ENDIAN, true, false, 0, 16, false).write(picture);
    for (int i = 20; i < 600; i++) {
      file[i] = 0x55;
    }

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(file, "a.tif"))
        .withMessageContaining("damaged");
  }

  private static @Nullable TiffSegments segments(byte[] file) throws IOException {
    return TiffFile.of(new FileBytes.InMemory(file)).segments();
  }

  /** With a field's value, or one more field. */
  private static byte[] with(byte[] file, int tag, int value) {
    ByteBuffer bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(4);
    int fields = bytes.getShort(directory);
    for (int i = 0; i < fields; i++) {
      int at = directory + 2 + 12 * i;
      if (bytes.getShort(at) == tag) {
        return bytes.putInt(at + 8, value).array();
      }
    }
    return appended(bytes.array(), directory, tag, value);
  }

  private static byte[] appended(byte[] file, int directory, int tag, int value) {
    ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int fields = from.getShort(directory);
    ByteBuffer to =
        ByteBuffer.allocate(file.length + 2 + 12 * (fields + 1) + 4).order(ByteOrder.LITTLE_ENDIAN);
    to.put(file).putInt(4, file.length);
    to.putShort((short) (fields + 1));
    to.put(file, directory + 2, 12 * fields);
    to.putShort((short) tag).putShort((short) 3).putInt(1).putShort((short) value);
    return to.array();
  }
}
