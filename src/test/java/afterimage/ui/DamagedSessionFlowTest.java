package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of the session's file, no result is deleted, and all of them are shown. */
class DamagedSessionFlowTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torn", "empty", "garbage", "null", "list", "zeros", "missing", "folder", "closed"
      })
  void open_damagedSession_isPutTogetherFromTheResults(String damage) throws Exception {
    SavedState state = SavedState.in(folder);
    List<Source> before = openAndClose(state);
    List<String> pictures = state.pictures();
    Files.deleteIfExists(state.folder().resolve("session-before.json"));
    damage(state.session(), damage);
    Files.writeString(state.folder().resolve("session.json.damaged"), "an earlier one");

    try (OpenStudio studio = open(state)) {
      List<Source> after = OldSessionFlowTest.sources(studio);
      assertThat(versions(after)).isEqualTo(versions(before));
      assertThat(names(after)).containsAll(List.of("one.png", "Pasted picture", "a fox", "a hill"));
      assertThat(after.stream().flatMap(source -> source.versions().stream()))
          .anyMatch(version -> version.starredProperty().get());
      assertThat(studio.messages())
          .contains(damage.equals("missing") ? "shown again" : "session.json.damaged-2");
    }
    assertThat(state.pictures()).isEqualTo(pictures);
    assertThat(state.folder().resolve("session.json.damaged")).hasContent("an earlier one");
    // Once put together it is like any other.
    try (OpenStudio studio = open(state)) {
      assertThat(versions(OldSessionFlowTest.sources(studio))).isEqualTo(versions(before));
      assertThat(studio.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 600, 2500, 5000})
  void open_oldSessionTornBeforeItHadNotes_showsEveryPicture(int bytes) throws Exception {
    SavedState state = SavedState.in(folder);
    List<String> pictures = state.pictures();
    try (var file = Files.newByteChannel(state.session(), java.nio.file.StandardOpenOption.WRITE)) {
      file.truncate(bytes);
    }

    try (OpenStudio studio = open(state)) {
      studio.await(
          "every picture",
          () -> shownFiles(OldSessionFlowTest.sources(studio)).containsAll(pictures));
      assertThat(names(OldSessionFlowTest.sources(studio))).contains("one.png", "a hill");
    }
    assertThat(state.pictures()).containsAll(pictures);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sources\":[null]}",
        "{\"sources\":{},\"selected\":\"x\",\"view\":[]}",
        "{\"sources\":[{\"name\":null,\"file\":\"/no/a.png\",\"width\":null,\"versions\":null}]}",
        "{\"sources\":[{\"file\":\"/no/a.png\",\"width\":-1,\"versions\":[null,1,{\"file\":\"x\","
            + "\"number\":\"a\",\"made\":7,\"settings\":{\"prompt\":null,\"steps\":-4}}]}],"
            + "\"selected\":99,\"view\":{\"mode\":null,\"split\":\"x\"}}",
        "{\"sources\":[{\"file\":\"/no/a.png\"},{\"file\":\"/no/a.png\"},{\"file\":3},\"a\"]}"
      })
  void open_jsonOfOtherTypes_opensWithWhatItSays(String text) throws Exception {
    SavedState state = SavedState.in(folder);
    List<String> pictures = state.pictures();
    Files.writeString(state.session(), text);
    Files.writeString(state.queue(), "null\n{}\n");

    try (OpenStudio studio = open(state)) {
      studio.await(
          "every picture",
          () -> shownFiles(OldSessionFlowTest.sources(studio)).containsAll(pictures));
      long missing =
          OldSessionFlowTest.sources(studio).stream()
              .filter(source -> source.file().endsWith("a.png"))
              .count();
      assertThat(missing).isEqualTo(text.contains("a.png") ? 1 : 0);
    }
    assertThat(state.pictures()).containsAll(pictures);
  }

  @Test
  void open_fieldsOfANewerProgram_stay() throws Exception {
    SavedState state = SavedState.in(folder);
    openAndClose(state);
    Files.writeString(
        state.session(),
        Files.readString(state.session())
            .replaceFirst("\\{", "{\"future\":{\"a\":1},")
            .replaceFirst("\"starred\" : true", "\"starred\" : true, \"rating\" : 5"));
    openAndClose(state);
    assertThat(Files.readString(state.session())).contains("\"future\"").contains("\"rating\" : 5");
  }

  @Test
  void delete_versionAndPicture_areGoneAfterTheNextStartAndNothingElse() throws Exception {
    SavedState state = SavedState.in(folder);
    openAndClose(state);
    List<String> before = state.pictures();
    String deleted;
    String kept;
    try (OpenStudio studio = open(state)) {
      Source one = OldSessionFlowTest.sources(studio).getFirst();
      deleted = one.versions().get(1).id();
      kept = one.versions().getFirst().id();
      studio.onFx(
          () -> {
            one.remove(one.versions().get(1));
            Version first = one.versions().getFirst();
            one.remove(first);
            one.insert(0, first);
            return true;
          });
    }
    assertThat(state.pictures()).as("until nobody can undo it").isEqualTo(before);

    openAndClose(state);
    assertThat(state.pictures())
        .isEqualTo(before.stream().filter(name -> !name.contains(deleted)).toList())
        .anyMatch(name -> name.contains(kept));
    assertThat(state.folder().resolve("versions/" + deleted + ".png.json")).doesNotExist();
  }

  private static List<Source> openAndClose(SavedState state) throws Exception {
    try (OpenStudio studio = open(state)) {
      return OldSessionFlowTest.sources(studio);
    }
  }

  private static OpenStudio open(SavedState state) throws Exception {
    OpenStudio studio = OpenStudio.with(state.home(), SavedState.MODELS);
    studio.await("the queue", () -> studio.text("#queue").matches("Queue [01]"));
    return studio;
  }

  private static void damage(Path file, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case "torn" -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 3));
      case "empty" -> Files.write(file, new byte[0]);
      case "garbage" -> Files.writeString(file, "\u00ff\u0000{[no session");
      case "null" -> Files.writeString(file, "null");
      case "list" -> Files.writeString(file, "[]");
      case "zeros" -> Files.write(file, new byte[bytes.length]);
      case "missing" -> Files.delete(file);
      case "folder" -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
      case "closed" -> Files.writeString(file, "{\"sources\":[");
      default -> throw new IllegalArgumentException(how);
    }
  }

  /** Files that some picture or version shows, as they are called in the folder. */
  private static Set<String> shownFiles(List<Source> sources) {
    Set<String> files = new TreeSet<>();
    for (Source source : sources) {
      files.add(name(source.file()));
      source.versions().forEach(version -> files.add(name(version.file())));
    }
    return files;
  }

  private static String name(Path file) {
    int names = file.getNameCount();
    return file.subpath(names - 2, names).toString().replace('\\', '/');
  }

  private static Set<String> names(List<Source> sources) {
    return sources.stream().map(Source::name).collect(Collectors.toSet());
  }

  private static Set<String> versions(List<Source> sources) {
    return sources.stream()
        .flatMap(
            source ->
                source.versions().stream()
                    .map(
                        version ->
                            String.join(
                                " ",
                                source.name(),
                                version.id(),
                                String.valueOf(version.number()),
                                version.settings().toString(),
                                version.model(),
                                version.made().toString(),
                                version.starredProperty().get() ? "starred" : "")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
