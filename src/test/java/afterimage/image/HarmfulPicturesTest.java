package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made to harm: each costs a moment, and harms only itself. */
@Timeout(120)
class HarmfulPicturesTest {
  private static final int SIDE = 16;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"330, 20000", "34665, 20000", "34853, 3"})
  void read_tiffOfNestedDirectories_isTaken(int tag, int depth) throws Exception {
    Picture picture = PictureReader.read(nestedTiff(tag, depth), "nested.tif").picture();

    assertThat(picture.width()).isEqualTo(SIDE);
    assertThat(picture.argb(3, 2)).isEqualTo(0xff232323);
  }

  @Test
  void read_tiffWhoseDirectoriesGoInACircle_isTaken() throws Exception {
    byte[] tiff = nestedTiff(330, 1);
    ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int first = bytes.getInt(4);
    int fields = bytes.getShort(first);
    bytes.putInt(first + 2 + 12 * fields, first);

    assertThat(PictureReader.read(tiff, "circle.tif").picture().width()).isEqualTo(SIDE);
  }

  @Test
  void read_textThatInflatesFar_isLeftOutAndTold() throws Exception {
    byte[] z1 = DamagedPicturesTest.resource("/attacks/13-png-text-bombs/z1.png");

    DecodedPicture read = PictureReader.read(z1, "z1.png");

    assertThat(read.metadata().texts()).isEmpty();
    assertThat(read.notices()).singleElement().asString().contains("1 text entry");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_hundredsOfBombs_keepsTheTextBeforeThem(boolean sameKeyword) throws Exception {
    byte[] text = new byte[7 << 20];
    Arrays.fill(text, (byte) 'a');
    byte[][] chunks = new byte[300][];
    chunks[0] = PngChunks.compressedText("first", "kept".getBytes(StandardCharsets.US_ASCII));
    byte[] same = PngChunks.compressedText("k", text);
    for (int i = 1; i < chunks.length; i++) {
      chunks[i] = sameKeyword ? same : PngChunks.compressedText("k" + i % 9, text);
    }
    byte[] png = PngChunks.with(DamagedPicturesTest.resource("/image/rgb.png"), chunks);

    DecodedPicture read = PictureReader.read(png, "bombs.png");

    assertThat(read.metadata().texts()).containsEntry("first", "kept");
    assertThat(read.metadata().texts().values().stream().mapToLong(String::length).sum())
        .isLessThan(20 << 20);
    assertThat(read.notices()).singleElement().asString().contains("text entries");
  }

  @Test
  void read_moreTextsThanAnybodyWrites_keepsSome() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 50_000; i++) {
      all.writeBytes(
          PngChunks.chunk("tEXt", ("k" + i + "\0v").getBytes(StandardCharsets.US_ASCII)));
    }
    byte[] png = PngChunks.with(DamagedPicturesTest.resource("/image/rgb.png"), all.toByteArray());

    assertThat(PictureReader.read(png, "many.png").metadata().texts()).hasSize(1000);
  }

  @Test
  void write_textThatWasCompressed_isCompressedAgain() throws Exception {
    byte[] text = new byte[3 << 20];
    Arrays.fill(text, (byte) 'a');
    byte[] png =
        PngChunks.with(
            DamagedPicturesTest.resource("/image/rgb.png"), PngChunks.compressedText("k", text));
    DecodedPicture read = PictureReader.read(png, "a.png");
    Path file = folder.resolve("b.png");

    PictureWriter.write(read.picture(), file, WriteOptions.DEFAULT, read.metadata());

    assertThat(Files.size(file)).isLessThan(20_000);
    assertThat(PictureReader.read(file).metadata().texts()).isEqualTo(read.metadata().texts());
    PictureMetadata newText = read.metadata().withText("k", "new");
    assertThat(newText.compressed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10000, 10000, 5000", "10000, 10000, 60", "1000, 1000, 1900"})
  void read_jpegOfTooManyScans_isRefusedBeforeDecoding(int width, int height, int scans)
      throws Exception {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(progressive(width, height, scans), "scans.jpg"))
        .withMessageContaining("scans.jpg takes longer");
  }

  @Test
  void read_smallJpegOfManyScans_isTaken() throws Exception {
    assertThat(PictureReader.read(progressive(64, 64, 500), "a").picture().width()).isEqualTo(64);
  }

  @Test
  void read_webpBomb_isRefused() throws Exception {
    byte[] bomb = DamagedPicturesTest.resource("/attacks/15-slow-decoders/bomb.webp");

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(bomb, "bomb.webp"))
        .withMessageContaining("bomb.webp");
  }

  @ParameterizedTest
  @CsvSource({"16383, 16383", "9000, 9000"})
  void read_hugeWebpOfFewBytes_isRefused(int width, int height) throws Exception {
    Picture solid = Picture.of8Bit(256, 256, new byte[256 * 256 * 3], null);
    byte[] webp = WebpEncoder.encode(solid, 1);
    // 14 bits each, less one, behind the signature of the chunk VP8L.
    ByteBuffer bytes = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(21, (width - 1) | (height - 1) << 14);

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(new FileBytes.InMemory(webp), "a", 1 << 30))
        .withMessageContaining(width + " × " + height);
  }

  @Test
  void limit_aHundredMegapixels_isEnoughForASlowComputer() {
    assertThat(PictureReader.limit(0, 0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(PictureReader.limit(300_000_000, 100_000_000)).isGreaterThan(Duration.ofMinutes(5));
  }

  @Test
  void guardedWork_ofEveryKind_hasASentence() {
    assertThat(told(() -> deep(1))).contains("it", "nested too deep");
    assertThat(told(() -> new byte[Integer.MAX_VALUE])).contains("it", "memory");
    assertThat(told(() -> List.of().getFirst())).contains("it", "damaged");
    CountDownLatch never = new CountDownLatch(1);
    assertThat(
            told(
                () -> {
                  never.await();
                  return never;
                }))
        .contains("it", "takes longer");
  }

  @Test
  void read_onAnInterruptedThread_isCancelled() throws Exception {
    Path file = folder.resolve("a.png");
    PictureWriter.write(
        TestPictures.gradient(2000, 2000), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> PictureReader.read(file)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null"})
  void readAndWrite_device_areRefused(String device) {
    Path file = Path.of(device);
    assumeTrue(Files.exists(file), "no devices here");

    refusesToRead(file);
  }

  @Test
  void readAndWrite_pipe_areRefused() throws Exception {
    Path pipe = folder.resolve("x.png");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes");

    refusesToRead(pipe);
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(
            () ->
                PictureWriter.write(
                    TestPictures.gradient(4, 4),
                    pipe,
                    WriteOptions.DEFAULT.overwriting(true),
                    PictureMetadata.NONE))
        .withMessageContaining("x.png", "pipe");
    assertThat(Files.exists(pipe) && !Files.isRegularFile(pipe)).isTrue();
  }

  private static void refusesToRead(Path file) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("not a regular file");
  }

  private static String told(Guard.Work<Object, Exception> work) {
    try {
      Guard.call(Duration.ofSeconds(1), work);
      return "nothing";
    } catch (GuardException e) {
      PictureException told = PictureException.of("it", e);
      return told.problem().sentence();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int deep(int level) {
    return level == 0 ? 0 : 1 + deep(level + 1);
  }

  /** A grey square, and in its directory the first of a chain of directories in each other. */
  private static byte[] nestedTiff(int tag, int depth) {
    int data = SIDE * SIDE;
    ByteBuffer tiff =
        ByteBuffer.allocate(8 + data + 200 + depth * 18).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8 + data);
    for (int i = 0; i < data; i++) {
      tiff.put((byte) i);
    }
    int[][] fields = {
      {256, SIDE},
      {257, SIDE},
      {258, 8},
      {259, 1},
      {262, 1},
      {273, 8},
      {277, 1},
      {278, SIDE},
      {279, data}
    };
    int next = tiff.position() + 2 + 12 * (fields.length + 1) + 4;
    tiff.putShort((short) (fields.length + 1));
    for (int[] field : fields) {
      tiff.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
    }
    tiff.putShort((short) tag).putShort((short) 4).putInt(1).putInt(next).putInt(0);
    for (int i = 0; i < depth; i++) {
      next += 18;
      tiff.putShort((short) 1).putShort((short) tag).putShort((short) 4).putInt(1);
      tiff.putInt(i < depth - 1 ? next : 8).putInt(0);
    }
    return Arrays.copyOf(tiff.array(), tiff.position());
  }

  /** A small progressive file that says it is larger, with its last scan many times. */
  private static byte[] progressive(int width, int height, int scans) throws Exception {
    byte[] small = DamagedPicturesTest.resource("/image/small_progressive.jpg");
    String text = new String(small, StandardCharsets.ISO_8859_1);
    int frame = text.indexOf("\u00ff\u00c2");
    ByteBuffer.wrap(small).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    int last = text.lastIndexOf("\u00ff\u00da");
    int end = text.lastIndexOf("\u00ff\u00d9");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(small, 0, last);
    for (int i = 0; i < scans; i++) {
      all.write(small, last, end - last);
    }
    all.write(small, end, 2);
    return all.toByteArray();
  }
}
