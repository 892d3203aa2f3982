package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.engine.RefineSettings;
import afterimage.image.WriteSwitch;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonFileTest {
  private static final RefineSettings VALUES =
      new RefineSettings("warm", "dark", 0.35, 12, 3.5, 6.5, 2, 4_000_000_000L, "euler");
  private static final Settings FULL =
      Settings.DEFAULTS
          .withTheme(Theme.DARK)
          .withDevice("cuda:1")
          .withNativePath("natives")
          .withModel("models/mini")
          .withLastFolder("pictures")
          .withWindow(new WindowBounds(10, 20, 1280, 800, true))
          .withLastValues("mini", VALUES)
          .withUiScale(1.5)
          .withPrompts(List.of("one", "two"))
          .withPreferences(p -> p.withModelsFolder("m").withKeys(Map.of("a", "b")));

  @TempDir Path folder;

  /** Whatever stands in one place, all that does not lie in it is as it was. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "\"SEPIA\"", "-7", "[null]", "{\"a\":null}", "true"})
  void readWhatCanBe_anotherValueInAnyPlace_keepsTheRest(String other) throws IOException {
    ObjectNode whole = JsonFile.JSON.valueToTree(FULL);
    for (List<String> place : places(whole, List.of())) {
      ObjectNode tree = whole.deepCopy();
      set(tree, place, JsonFile.JSON.readTree(other));
      Files.write(file(), JsonFile.JSON.writeValueAsBytes(tree));

      Settings read = read();

      ObjectNode expected = whole.deepCopy();
      ObjectNode actual = JsonFile.JSON.valueToTree(read);
      expected.remove(place.getFirst());
      actual.remove(place.getFirst());
      assertThat(actual).as("%s = %s", place, other).isEqualTo(expected);
      assertThat(read.prompts()).doesNotContainNull();
      assertThat(read.lastValues().values())
          .allSatisfy(values -> assertThat(values.prompt()).isNotNull());
    }
  }

  @Test
  void readWhatCanBe_nulls_areDefaults() throws IOException {
    ObjectNode nothing = JsonFile.JSON.valueToTree(FULL);
    nothing.propertyNames().forEach(name -> nothing.putNull(name));
    Files.write(file(), JsonFile.JSON.writeValueAsBytes(nothing));
    assertThat(read()).isEqualTo(Settings.DEFAULTS);

    Files.writeString(file(), "null");
    assertThat(read()).isEqualTo(Settings.DEFAULTS);

    Files.writeString(
        file(), "{\"export\": {\"metadata\": {\"exif\": null, \"location\": false}}}");
    assertThat(read().export().has(WriteSwitch.EXIF)).isTrue();
    assertThat(read().export().has(WriteSwitch.LOCATION)).isFalse();
    assertThat(read().export().has(WriteSwitch.PROFILE)).isTrue();
  }

  @Test
  void readWhatCanBe_formerNameOfAField_isKnown() throws IOException {
    Files.writeString(file(), "{\"export\": {\"jpegQuality\": 80}}");
    assertThat(read().export().quality()).isEqualTo(80);
  }

  @Test
  void readWhatCanBe_switchesAsOlderFilesHaveThem_areKnown() throws IOException {
    Files.writeString(
        file(), "{\"export\": {\"colorProfile\": false, \"metadata\": {\"settings\": false}}}");
    assertThat(read().export().switches())
        .containsAllEntriesOf(
            Map.of(
                "profile", false,
                "exif", true,
                "location", true,
                "settings", false,
                "provenance", true));

    Files.writeString(file(), "{\"export\": {\"colorProfile\": false}}");
    assertThat(read().export().has(WriteSwitch.PROFILE)).isFalse();
    assertThat(read().export().has(WriteSwitch.SETTINGS)).isTrue();
  }

  @Test
  void update_switchesOfAnOlderFile_areRememberedAsTheyAreNow() throws IOException {
    Files.writeString(
        file(), "{\"export\": {\"colorProfile\": false, \"metadata\": {\"exif\": false}}}");
    ExportChoice last = read().export();
    ExportChoice now =
        new ExportChoice(
            last.format(),
            last.bitDepth(),
            last.quality(),
            Set.of(WriteSwitch.PROFILE, WriteSwitch.EXIF),
            last.nameTemplate(),
            last.folder());

    JsonFile.update(file(), read().withExport(now), Settings.DEFAULTS);

    assertThat(read().export()).isEqualTo(now);
  }

  @Test
  void readWhatCanBe_settingsThatSayLittle_areTheUsual() throws IOException {
    Files.writeString(file(), "{\"lastValues\": {\"mini\": {\"prompt\": null, \"steps\": 8}}}");
    assertThat(read().lastValues())
        .isEqualTo(Map.of("mini", new RefineSettings("", "", 0.3, 8, 5, 6, 2.5, 0, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "3", "{} {}", "\"a\"", "{\"theme\": \"DA"})
  void read_noObject_isDamaged(String text) throws IOException {
    Files.writeString(file(), text);
    assertThatExceptionOfType(DamagedFileException.class).isThrownBy(this::read);
  }

  @Test
  void read_nestedDeeply_isDamaged() throws IOException {
    Files.writeString(file(), "{\"a\":" + "[".repeat(1_000_000));
    assertThatExceptionOfType(DamagedFileException.class).isThrownBy(this::read);
  }

  @Test
  void read_strictly_anotherKindIsDamageAndNullIsNot() throws IOException {
    Files.writeString(file(), "{\"prompts\": [null, \"a\"], \"theme\": null}");
    assertThat(JsonFile.read(file(), Settings.class).orElseThrow().prompts()).containsExactly("a");

    Files.writeString(file(), "{\"theme\": \"SEPIA\"}");
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> JsonFile.read(file(), Settings.class));
  }

  @Test
  void update_whatANewerProgramWrote_stays() throws IOException {
    Files.writeString(
        file(),
        """
        {"theme": "SEPIA", "new": {"a": 1}, "prompts": ["precious"],
         "preferences": {"language": "KLINGON", "future": [1], "keys": {"x": "y"}},
         "lastValues": {"mini": {"strength": 7}, "other": {"steps": 9, "more": true}}}
        """);

    Settings changed =
        read().withUiScale(1.25).withPreferences(p -> p.withModelsFolder("m").withKeys(Map.of()));
    JsonFile.update(file(), changed, Settings.DEFAULTS);

    JsonNode tree = JsonFile.JSON.readTree(file());
    assertThat(tree.at("/theme").asString()).isEqualTo("SEPIA");
    assertThat(tree.at("/new/a").asInt()).isEqualTo(1);
    assertThat(tree.at("/prompts/0").asString()).isEqualTo("precious");
    assertThat(tree.at("/preferences/language").asString()).isEqualTo("KLINGON");
    assertThat(tree.at("/preferences/future/0").asInt()).isEqualTo(1);
    assertThat(tree.at("/preferences/keys").isEmpty()).isTrue();
    assertThat(tree.at("/lastValues/mini/strength").asInt()).isEqualTo(7);
    assertThat(tree.at("/lastValues/other/more").asBoolean()).isTrue();
    assertThat(tree.at("/uiScale").asDouble()).isEqualTo(1.25);
    assertThat(read()).isEqualTo(changed);

    JsonFile.update(file(), changed.withTheme(Theme.DARK), Settings.DEFAULTS);
    assertThat(read().theme()).isEqualTo(Theme.DARK);
  }

  @Test
  void update_fileDamagedMeanwhile_keepsIt() throws IOException {
    Files.writeString(file(), "{ prec");

    JsonFile.update(file(), FULL, Settings.DEFAULTS);

    assertThat(folder.resolve("settings.json.damaged")).hasContent("{ prec");
    assertThat(read()).isEqualTo(FULL);
  }

  @Test
  void write_halfACharacter_isWrittenAsFilesCan() throws IOException {
    JsonFile.write(file(), FULL.withPrompts(List.of("cut \ud83d")));
    assertThat(read().prompts()).containsExactly("cut ?");
  }

  @Test
  void keepAside_again_keepsAllOfThem() throws IOException {
    for (String text : new String[] {"first", "second", "third"}) {
      Files.writeString(file(), text);
      JsonFile.keepAside(file());
    }
    assertThat(folder.resolve("settings.json.damaged")).hasContent("first");
    assertThat(folder.resolve("settings.json.damaged-2")).hasContent("second");
    assertThat(folder.resolve("settings.json.damaged-3")).hasContent("third");
    assertThat(file()).doesNotExist();
  }

  @Test
  void writeNew_nameThatIsTaken_writesNothing() throws IOException {
    Files.writeString(file(), "mine");
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> JsonFile.writeNew(file(), FULL));
    assertThat(file()).hasContent("mine");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_always_isForItsOwnerAndFollowsNoLink() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    Path settings = folder.resolve("new/settings.json");
    Files.createDirectory(folder.resolve("new"));
    Files.createSymbolicLink(folder.resolve("new/settings.json.tmp"), victim);
    Files.createSymbolicLink(settings, victim);

    JsonFile.write(settings, FULL);
    JsonFile.write(folder.resolve("newer/settings.json"), FULL);

    assertThat(victim).hasContent("mine");
    assertThat(permissions(settings)).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("newer"))).isEqualTo("rwx------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void open_folderOfAnOlderVersion_isTightenedOnce() throws IOException {
    Files.writeString(file(), "{}");
    Path presets = Files.createDirectory(folder.resolve("presets"));
    Path preset = Files.writeString(presets.resolve("a.json"), "{}");
    Path elsewhere = Files.createTempFile("elsewhere", ".json");
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));
    Files.createSymbolicLink(folder.resolve("link.json"), elsewhere);
    for (Path path : List.of(file(), preset)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }
    for (Path path : List.of(folder, presets)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    SettingsStore.glance(file());
    assertThat(permissions(file())).as("a look changes nothing").isEqualTo("rw-r--r--");
    SettingsStore.open(file()).close();

    assertThat(List.of(permissions(file()), permissions(preset))).containsOnly("rw-------");
    assertThat(List.of(permissions(folder), permissions(presets))).containsOnly("rwx------");
    assertThat(permissions(elsewhere)).isEqualTo("rw-r--r--");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    SettingsStore.open(file()).close();
    assertThat(permissions(folder)).as("the owner's wish").isEqualTo("rwxr-xr-x");
    Files.delete(elsewhere);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void read_pipe_isRefused() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor(9, TimeUnit.SECONDS))
        .isTrue();
    assertThatExceptionOfType(IOException.class).isThrownBy(this::read);
  }

  private Settings read() throws IOException {
    Optional<Settings> read = JsonFile.readWhatCanBe(file(), Settings.class, Settings.DEFAULTS);
    return read.orElseThrow();
  }

  private static List<List<String>> places(JsonNode node, List<String> at) {
    List<List<String>> places = new ArrayList<>();
    if (!at.isEmpty()) {
      places.add(at);
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(p -> places.addAll(places(p.getValue(), and(at, p.getKey()))));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.addAll(places(array.get(i), and(at, String.valueOf(i))));
      }
    }
    return places;
  }

  private static List<String> and(List<String> at, String name) {
    List<String> longer = new ArrayList<>(at);
    longer.add(name);
    return longer;
  }

  private static void set(JsonNode tree, List<String> place, JsonNode value) {
    JsonNode at = tree;
    for (String name : place.subList(0, place.size() - 1)) {
      at = at instanceof ArrayNode array ? array.get(Integer.parseInt(name)) : at.get(name);
    }
    if (at instanceof ArrayNode array) {
      array.set(Integer.parseInt(place.getLast()), value);
    } else {
      ((ObjectNode) at).set(place.getLast(), value);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path file() {
    return folder.resolve("settings.json");
  }
}
