package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of version 0.1 opens with all that is in it, wherever its folder is now. */
class OldSessionFlowTest {
  @TempDir Path folder;

  @Test
  void open_oldSession_everythingIsThereAndTheQueueGoesOn() throws Exception {
    opensWhole(SavedState.in(folder));
  }

  @Test
  void open_oldSessionThatWasMoved_everythingIsThereAndTheQueueGoesOn() throws Exception {
    opensWhole(SavedState.movedFrom(folder.resolve("was/here/state/session"), folder));
    assertThat(folder.resolve("was")).doesNotExist();
  }

  @Test
  void open_oldSessionThroughALink_everythingIsThereAndTheQueueGoesOn() throws Exception {
    SavedState state = SavedState.in(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), state.root());
    opensWhole(new SavedState(link));
    assertThat(Files.readString(state.session())).doesNotContain("link/home");
  }

  private static void opensWhole(SavedState state) throws Exception {
    List<String> before = state.pictures();
    for (int start = 0; start < 2; start++) {
      try (OpenStudio studio = OpenStudio.with(state.home(), SavedState.MODELS)) {
        studio.await("the queue", () -> studio.text("#queue").equals("Queue 1"));
        List<Source> sources = sources(studio);
        assertThat(sources)
            .extracting(Source::name)
            .containsExactly("one.png", "two.png", "Pasted picture", "a fox", "a hill");
        assertThat(sources).noneMatch(source -> source.missingProperty().get());
        assertThat(sources)
            .extracting(source -> source.versions().size())
            .containsExactly(3, 0, 2, 0, 0);
        List<Version> versions = sources.getFirst().versions();
        assertThat(versions.getFirst().starredProperty().get()).isTrue();
        assertThat(sources.getFirst().beforeProperty().get()).isSameAs(versions.getFirst());
        assertThat(versions.get(1).settings().prompt()).isEqualTo("warm, \"bright\" light");
        assertThat(versions.get(1).model()).isEqualTo("Afterimage Mini");
        assertThat(versions).allMatch(version -> Files.isRegularFile(version.file()));
        assertThat(studio.messages()).doesNotContain("damaged").doesNotContain("shown again");
      }
    }
    assertThat(state.pictures()).containsAll(before).hasSize(before.size() + 3);
    assertThat(names(state.folder().resolve("versions"))).noneMatch(name -> name.contains("mask"));
  }

  @SuppressWarnings("unchecked")
  static List<Source> sources(OpenStudio studio) {
    return studio.onFx(
        () ->
            (List<Source>)
                (List<?>)
                    List.copyOf(studio.robot().lookup("#filmstrip").queryListView().getItems()));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
