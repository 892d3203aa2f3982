package afterimage.image;

import static afterimage.image.ExifBuilder.LONG;
import static afterimage.image.ExifBuilder.TEXT;
import static afterimage.image.ExifBuilder.UNDEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExifFilterTest {
  private static final String CAMERA = ExifBlocks.CAMERA;

  private final List<String> doubts = new ArrayList<>();

  @Test
  void removedFrom_pointerAtItsOwnDirectory_isRefused() {
    byte[] exif = camera(100).field(ExifTag.GPS_DIRECTORY, LONG, 1, 8).build();

    assertThat(ExifLocation.removedFrom(exif, doubts::add)).isNull();
  }

  @Test
  void removedFrom_directoriesInACircle_isRefused() {
    byte[] exif =
        camera(200)
            .field(ExifTag.EXIF_DIRECTORY, LONG, 1, 100)
            .directory(100)
            .field(ExifTag.INTEROP_DIRECTORY, LONG, 1, 8)
            .build();

    assertThat(ExifLocation.removedFrom(exif, doubts::add)).isNull();
    assertThat(ExifSettings.removedFrom(exif, doubts::add)).isNull();
  }

  @Test
  void removedFrom_textThatCoversTheGpsDirectory_isRefused() {
    byte[] exif =
        camera(200)
            .field(0x0131, TEXT, 60, 90)
            .field(ExifTag.GPS_DIRECTORY, LONG, 1, 100)
            .directory(100)
            .field(1, TEXT, 2, 0x4e000000)
            .build();

    assertThat(ExifLocation.removedFrom(exif, doubts::add)).isNull();
  }

  @Test
  void removedFrom_gpsOfEveryDirectory_leavesTheCamera() {
    byte[] exif =
        camera(400)
            .field(ExifTag.SUB_DIRECTORIES, LONG, 1, 300)
            .field(ExifTag.EXIF_DIRECTORY, LONG, 1, 100)
            .next(200)
            .directory(100)
            .field(ExifTag.GPS_DIRECTORY, LONG, 1, 120)
            .directory(120)
            .field(0x1c, UNDEFINED, 14, 140)
            .text(140, "ASCII\0\0\0Zossen")
            .directory(200)
            .field(ExifTag.GPS_DIRECTORY, LONG, 1, 220)
            .directory(220)
            .field(0x1c, UNDEFINED, 14, 240)
            .text(240, "ASCII\0\0\0Zossen")
            .directory(300)
            .field(ExifTag.GPS_DIRECTORY, LONG, 1, 320)
            .directory(320)
            .field(0x1c, UNDEFINED, 14, 340)
            .text(340, "ASCII\0\0\0Zossen")
            .build();

    byte[] left = Objects.requireNonNull(ExifLocation.removedFrom(exif, doubts::add));

    assertThat(latin(left)).contains(CAMERA).doesNotContain("Zossen");
    assertThat(doubts).containsExactly("EXIF SubIFDs");
  }

  @Test
  void removedFrom_commentOfTwoGigabytes_keepsTheCamera() {
    byte[] exif = withComment(Integer.MAX_VALUE).text(130, "a secret").build();

    byte[] left = Objects.requireNonNull(ExifSettings.removedFrom(exif, doubts::add));

    assertThat(latin(left)).contains(CAMERA).doesNotContain("secret");
    assertThat(UserComment.read(left)).isNull();
    assertThat(doubts).isEmpty();
  }

  @Test
  void removedFrom_commentWithCoordinates_goesAndIsNamed() {
    byte[] exif = withComment(30).text(130, "ASCII\0\0\0GPS 52.1234 13.4050").build();

    byte[] left = Objects.requireNonNull(ExifLocation.removedFrom(exif, doubts::add));

    assertThat(latin(left)).contains(CAMERA).doesNotContain("52.12");
    assertThat(doubts).containsExactly("UserComment");
  }

  @Test
  void removedFrom_commentWithSettings_staysWithWhateverTheySay() {
    byte[] exif = UserComment.write(camera(100).build(), "at 52.1234, 13.4050\nSteps: 3");

    byte[] left = Objects.requireNonNull(ExifLocation.removedFrom(exif, doubts::add));

    assertThat(UserComment.read(left)).isEqualTo("at 52.1234, 13.4050\nSteps: 3");
  }

  @Test
  void removedFrom_makerNote_goesWithThePlaceAndStaysInItsOwnWithoutSettings() {
    byte[] exif =
        camera(200)
            .field(ExifTag.EXIF_DIRECTORY, LONG, 1, 100)
            .directory(100)
            .field(ExifTag.MAKER_NOTE, UNDEFINED, 10, 130)
            .text(130, "Zossen mak")
            .build();

    byte[] left = Objects.requireNonNull(ExifLocation.removedFrom(exif, doubts::add));
    byte[] other = Objects.requireNonNull(ExifSettings.removedFrom(exif, doubts::add));

    assertThat(latin(left)).contains(CAMERA).doesNotContain("Zossen");
    assertThat(doubts).containsExactly("MakerNote");
    assertThat(latin(other).indexOf("Zossen")).isEqualTo(130);
  }

  @Test
  void removedFrom_settingsInCameraFields_takesThemAway() {
    byte[] exif =
        camera(200)
            .field(0x010f, TEXT, 30, 100)
            .text(100, "workflow:{\"secret\": \"fox\"}")
            .build();

    byte[] left = Objects.requireNonNull(ExifSettings.removedFrom(exif, doubts::add));

    assertThat(latin(left)).contains(CAMERA).doesNotContain("secret");
  }

  @Test
  void removedFrom_formerCommentThatNothingPointsAt_isGone() {
    byte[] exif = UserComment.write(camera(100).build(), "a secret\nSteps: 3");
    byte[] again = UserComment.write(exif, "other\nSteps: 3");

    byte[] left = Objects.requireNonNull(ExifSettings.removedFrom(again, doubts::add));

    assertThat(latin(again).replace("\0", "")).contains("secret");
    assertThat(latin(left).replace("\0", "")).contains(CAMERA).doesNotContain("secret", "other");
  }

  @Test
  void removedFrom_65535FieldsOfTheWholeBlock_isRefused() {
    int count = 0xffff;
    ByteBuffer bomb = ByteBuffer.allocate(10 + count * 12 + 4);
    bomb.put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8}).putShort((short) count);
    for (int i = 0; i < count; i++) {
      bomb.putShort((short) i).putShort((short) TEXT).putInt(bomb.limit() - 10).putInt(8);
    }

    assertThat(ExifLocation.removedFrom(bomb.array(), doubts::add)).isNull();
    assertThat(ExifSettings.removedFrom(bomb.array(), doubts::add)).isNull();
    assertThat(UserComment.write(bomb.array(), "a")).isEqualTo(bomb.array());
  }

  @Test
  void of_damagedBlocks_neverFails() {
    Random random = new Random(7);
    byte[] whole = withComment(20).text(130, "ASCII\0\0\0a comment..").build();
    MetadataChoice choice = MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.PROVENANCE);
    for (int i = 0; i < 20_000; i++) {
      byte[] exif = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int damage = random.nextInt(6); damage >= 0; damage--) {
        exif[random.nextInt(exif.length)] =
            (byte) (random.nextInt(4) == 0 ? -1 : random.nextInt(140));
      }
      byte[] left = choice.of(new PictureMetadata(exif, Map.of())).exif();
      if (left != null) {
        Exif.upright(left);
        UserComment.read(left);
        UserComment.write(left, "a");
      }
    }
  }

  private static ExifBuilder camera(int length) {
    return new ExifBuilder(length)
        .directory(8)
        .text(80, CAMERA)
        .field(0x0110, TEXT, CAMERA.length() + 1, 80);
  }

  private static ExifBuilder withComment(int length) {
    return camera(200)
        .field(ExifTag.EXIF_DIRECTORY, LONG, 1, 100)
        .directory(100)
        .field(ExifTag.USER_COMMENT, UNDEFINED, length, 130);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
