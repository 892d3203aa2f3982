package afterimage.ui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.image.DecodedPicture;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.image.WriteSwitch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
  private static final Path LOCATED =
      Path.of("src/test/resources/attacks/17-location-stays/xmp_prefix.png");

  @TempDir Path folder;

  @Test
  void temporary_withoutLocation_hasNoneAndTheSamePixels() throws Exception {
    Path version = version();
    MetadataChoice choice =
        MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE);

    Path copy = Exporter.temporary(version, "photo-1", choice);

    assertThat(copy).hasFileName("photo-1.png");
    assertThat(text(version)).contains("Zossen");
    assertThat(text(copy)).doesNotContain("Zossen").contains("Steps: 4");
    DecodedPicture read = PictureReader.read(copy);
    assertThat(read.picture().argb(1, 1))
        .isEqualTo(PictureReader.read(version).picture().argb(1, 1));
  }

  @Test
  void temporary_pixelsOnly_saysNothing() throws Exception {
    Path copy = Exporter.temporary(version(), "photo-1", MetadataChoice.NONE);

    assertThat(PictureReader.read(copy).metadata().texts()).isEmpty();
    assertThat(PictureReader.read(copy).metadata().exif()).isNull();
  }

  @Test
  void temporary_withEverything_isTheFileItself() throws Exception {
    Path version = version();

    Path copy = Exporter.temporary(version, "photo-1", MetadataChoice.ALL);

    assertThat(copy).hasSameBinaryContentAs(version);
  }

  @Test
  void free_takenAndImpossibleNames_areNumberedAndRefused() throws Exception {
    Files.createFile(folder.resolve("a.png"));
    Files.createFile(folder.resolve("a-2.png"));

    assertThat(Exporter.free(folder, "a.png")).isEqualTo(folder.resolve("a-3.png"));
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> Exporter.free(folder, "\ud800.png"))
        .withMessageContaining(".png");
  }

  private Path version() throws Exception {
    DecodedPicture located = PictureReader.read(LOCATED);
    Path version = folder.resolve("version.png");
    PictureWriter.write(
        located.picture(),
        version,
        WriteOptions.DEFAULT,
        located.metadata().withText(PictureMetadata.PARAMETERS, "a fox\nSteps: 4, Seed: 1"));
    return version;
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
