package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  @Test
  void open_afterItems_knowsWhatWaitsAndWhatIsDone() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
      journal.add(item("b"));
      journal.add(item("c"));
      journal.done("a");
      journal.forget("c");
    }

    try (Journal journal = open()) {
      assertThat(journal.waiting()).containsExactly(item("b"));
      assertThat(journal.done()).containsExactly(item("a"));
    }
  }

  @Test
  void failed_item_isThereAfterEveryStartUntilItIsForgotten() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
      journal.failed("a", "No memory.", "Close programs.");
    }
    for (int start = 0; start < 2; start++) {
      try (Journal journal = open()) {
        assertThat(journal.waiting()).isEmpty();
        assertThat(journal.failed())
            .containsExactly(new FailedItem(item("a"), "No memory.", "Close programs."));
      }
    }
    try (Journal journal = open()) {
      journal.forget("a");
    }
    try (Journal journal = open()) {
      assertThat(journal.failed()).isEmpty();
    }
  }

  @Test
  void add_toTheFront_waitsFirstAlsoAfterEveryStart() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
      journal.add(item("b"));
      journal.add(item("c"), Place.FRONT);
      assertThat(journal.waiting()).containsExactly(item("c"), item("a"), item("b"));
    }
    for (int start = 0; start < 2; start++) {
      try (Journal journal = open()) {
        assertThat(journal.waiting()).containsExactly(item("c"), item("a"), item("b"));
      }
    }
  }

  @Test
  void open_lastLineCutOff_keepsTheRest() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
    }
    Files.writeString(file(), "{\"event\":\"DONE\",\"id\":\"a", StandardOpenOption.APPEND);

    try (Journal journal = open()) {
      assertThat(journal.waiting()).containsExactly(item("a"));
      journal.done("a");
    }

    try (Journal journal = open()) {
      assertThat(journal.waiting()).isEmpty();
      assertThat(journal.done()).containsExactly(item("a"));
    }
  }

  @Test
  void open_resultThereButNotNotedDown_countsAsDone() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
    }
    Files.writeString(item("a").target(), "a result");

    try (Journal journal = open()) {
      assertThat(journal.waiting()).isEmpty();
      assertThat(journal.done()).containsExactly(item("a"));
    }
  }

  @Test
  void forget_doneItem_leavesNothingInTheFile() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
      journal.done("a");
      journal.forget("a");
    }

    open().close();
    assertThat(file()).isEmptyFile();
  }

  private Journal open() throws Exception {
    return Journal.open(file());
  }

  private Path file() {
    return folder.resolve("queue.jsonl");
  }

  private QueueItem item(String id) {
    return new QueueItem(
        id,
        folder.resolve("photo.jpg"),
        folder.resolve("model"),
        new RefineSettings("warm, \"bright\"\nlight", "", 0.5, 8, 1, 6, 2.5, 42, null),
        "cpu",
        folder.resolve(id + ".png"),
        Instant.ofEpochSecond(1_700_000_000));
  }
}
