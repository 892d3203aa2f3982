package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.engine.RefineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetFolderTest {
  @TempDir Path folder;
  private PresetFolder presets;

  @BeforeEach
  void open() {
    presets = new PresetFolder(folder.resolve("presets"));
  }

  @Test
  void save_namesThatLookAlikeToFileSystems_areEachItsOwn() throws IOException {
    List<String> names =
        List.of(
            "a/b",
            "a:b",
            "a_b",
            "a*b",
            "..",
            ".",
            "CON",
            "con.txt",
            "nul",
            "-x",
            "x",
            "x.",
            ".x",
            "a\u202eb",
            "ab",
            "\u00e9",
            "e\u0301",
            "\u200b",
            "\ud800",
            "日".repeat(500),
            "日".repeat(499) + "本",
            "n".repeat(5000),
            "n".repeat(5000) + "m",
            "a\u0000b");
    for (String name : names) {
      assertThat(presets.save(preset(name))).as(name).isEmpty();
    }

    assertThat(presets.all()).extracting(Preset::name).containsAll(stripped(names));
    assertThat(presets.all()).hasSize(new TreeSet<>(stripped(names)).size());
    for (String name : stripped(names)) {
      assertThat(PresetFolder.read(presets.fileOf(name)).settings().prompt())
          .isEqualTo("prompt of " + name);
    }
    presets.delete(preset("a:b"));
    assertThat(presets.all()).extracting(Preset::name).contains("a/b", "a_b").doesNotContain("a:b");
  }

  /** What a file system that takes "A_b" and "a_b" for one would see. */
  @Test
  void save_fileOfThatNameHoldsAnotherPreset_staysBesideIt() throws IOException {
    JsonFile.write(folder.resolve("presets/A_b.json"), preset("a_b"));

    presets.save(preset("A_b"));

    assertThat(presets.all()).extracting(Preset::name).containsExactly("A_b", "a_b");
  }

  @Test
  void save_fileThatIsNoneOfOurs_isLeftAlone() throws IOException {
    Path theirs = folder.resolve("presets/Soft.json");
    Files.createDirectories(theirs.getParent());
    Files.writeString(theirs, "not a preset");

    presets.save(preset("Soft"));

    assertThat(theirs).hasContent("not a preset");
    assertThat(presets.content().unreadable()).containsExactly(theirs);
    assertThat(presets.all()).extracting(Preset::name).containsExactly("Soft");
  }

  @Test
  void presetOfAnOlderVersion_underItsFormerFileName_isFoundReplacedAndDeleted()
      throws IOException {
    Path former = folder.resolve("presets/a_b.json");
    JsonFile.write(former, preset("a/b"));

    assertThat(presets.fileOf("a/b")).isEqualTo(former);
    assertThat(presets.save(preset("a_b"))).isEmpty();
    Preset changed = new Preset("a/b", "", preset("other").settings());
    assertThat(presets.save(changed)).contains(preset("a/b"));
    assertThat(PresetFolder.read(former)).isEqualTo(changed);
    presets.delete(changed);
    assertThat(former).doesNotExist();
    assertThat(presets.all()).extracting(Preset::name).containsExactly("a_b");
  }

  @Test
  void save_name_isSeenInTheFilesName() throws IOException {
    presets.save(preset("Golden hour"));
    assertThat(folder.resolve("presets/Golden hour.json")).exists();
  }

  @Test
  void save_randomNames_loseNone() throws IOException {
    Random random = new Random(16);
    String alphabet = "aA/:_. -\\*\u202e日é";
    TreeSet<String> names = new TreeSet<>();
    while (names.size() < 150) {
      StringBuilder name = new StringBuilder();
      for (int left = 1 + random.nextInt(4); left > 0; left--) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (!name.toString().isBlank()) {
        names.add(name.toString().strip());
      }
    }
    for (String name : names) {
      presets.save(preset(name));
    }
    assertThat(presets.all()).extracting(Preset::name).containsExactlyInAnyOrderElementsOf(names);
    assertThat(presets.all()).allSatisfy(p -> assertThat(p).isEqualTo(preset(p.name())));
  }

  @Test
  void read_nulls_areDefaultsButSettingsMustBeThere() throws IOException {
    Path file = folder.resolve("p.json");
    Files.writeString(file, "{\"name\": null, \"settings\": {\"prompt\": null, \"steps\": \"x\"}}");
    Preset read = PresetFolder.read(file);
    assertThat(read.name()).isEqualTo("Preset");
    assertThat(read.settings().prompt()).isEmpty();
    assertThat(read.settings().steps()).isEqualTo(50);
    for (String text : new String[] {"null", "{}", "{\"settings\": null}", "{\"settings\": 3}"}) {
      Files.writeString(file, text);
      assertThatExceptionOfType(DamagedFileException.class)
          .isThrownBy(() -> PresetFolder.read(file));
    }
  }

  private static List<String> stripped(List<String> names) {
    return names.stream().map(name -> preset(name).name()).toList();
  }

  private static Preset preset(String name) {
    return new Preset(
        name,
        "mini",
        new RefineSettings(
            "prompt of " + name.strip().replace('\ud800', '?'), "", 0.3, 8, 5, 6, 2.5, 0, null));
  }

  @Test
  void fileName_anyCase_hasTheExtension() {
    assertThat(PresetFolder.fileName("Soft").toLowerCase(Locale.ROOT)).isEqualTo("soft.json");
    assertThat(PresetFolder.fileName("a/b")).isEqualTo("a_b.json");
  }
}
