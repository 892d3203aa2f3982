package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import afterimage.file.FileClaim;
import afterimage.message.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
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
      journal.failed("a", new Problem("No memory.", "Close programs."));
    }
    for (int start = 0; start < 2; start++) {
      try (Journal journal = open()) {
        assertThat(journal.waiting()).isEmpty();
        assertThat(journal.failed())
            .containsExactly(
                new FailedItem(item("a"), new Problem("No memory.", "Close programs.")));
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

  @Test
  void open_whileItIsOpen_isRefusedAndLosesNothing() throws Exception {
    try (Journal first = open()) {
      first.add(item("a"));
      assertThatThrownBy(this::open).isInstanceOf(FileClaim.HeldException.class);
      Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
      assertThatThrownBy(() -> Journal.open(link.resolve("queue.jsonl")))
          .isInstanceOf(FileClaim.HeldException.class);
      first.add(item("b"));
    }
    try (Journal journal = open()) {
      assertThat(journal.waiting()).containsExactly(item("a"), item("b"));
    }
  }

  @Test
  void open_linesAndFieldsOfANewerProgram_staysAsTheyAre() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
    }
    String newer = "{\"event\":\"RATED\",\"id\":\"a\",\"stars\":[1,null]}";
    String known = Files.readString(file()).replaceFirst("\"item\":\\{", "$0\"future\":7,");
    Files.writeString(file(), newer + "\n" + known);

    for (int start = 0; start < 2; start++) {
      try (Journal journal = open()) {
        assertThat(journal.waiting()).containsExactly(item("a"));
        assertThat(journal.aside()).isEmpty();
      }
    }
    assertThat(Files.readString(file())).contains(newer + "\n").contains("\"future\":7");
  }

  @Test
  void open_linesThatMakeNoSense_areKeptAsideAndTheRestIsThere() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
      journal.add(item("b"));
    }
    List<String> lines = Files.readAllLines(file());
    List<String> senseless =
        List.of(
            "\u0000\u0000",
            "no JSON",
            "[1]",
            "7",
            "{\"event\":\"ADDED\",\"item\":null}",
            "{\"event\":\"ADDED\",\"item\":{\"id\":\"c\",\"source\":\"x.png\"}}",
            "{\"event\":\"DONE\",\"id\":null}",
            "{\"event\":7}",
            "{\"event\":\"DONE\"");
    Files.writeString(folder.resolve("queue.jsonl.damaged"), "earlier");
    Files.writeString(
        file(),
        lines.getFirst()
            + "\nnull\n{}\n\n"
            + String.join("\n", senseless)
            + "\n"
            + lines.getLast()
            + "\n");

    try (Journal journal = open()) {
      assertThat(journal.waiting()).containsExactly(item("a"), item("b"));
      assertThat(journal.aside()).contains(folder.resolve("queue.jsonl.damaged-2"));
    }
    assertThat(folder.resolve("queue.jsonl.damaged-2"))
        .content()
        .isEqualTo(String.join("\n", senseless) + "\n");
    assertThat(folder.resolve("queue.jsonl.damaged")).hasContent("earlier");
  }

  @Test
  void open_fileThatCannotBeRead_isMovedAside() throws Exception {
    Files.createDirectory(file());
    Files.writeString(file().resolve("inside"), "kept");
    try (Journal journal = open()) {
      assertThat(journal.waiting()).isEmpty();
      assertThat(journal.aside()).contains(folder.resolve("queue.jsonl.damaged"));
    }
    assertThat(folder.resolve("queue.jsonl.damaged/inside")).hasContent("kept");
  }

  @Test
  void open_folderThatMoved_findsItsItemsThere() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    QueueItem item =
        new QueueItem(
            "a",
            folder.resolve("photo.jpg"),
            folder.resolve("model"),
            item("a").settings(),
            "cpu",
            before.resolve("versions").resolve("a.png"),
            Instant.EPOCH);
    try (Journal journal = Journal.open(before.resolve("queue.jsonl"))) {
      journal.add(item);
    }
    Path now = Files.move(before, folder.resolve("now"));
    try (Journal journal = Journal.open(now.resolve("queue.jsonl"))) {
      assertThat(journal.waiting())
          .singleElement()
          .satisfies(
              moved -> {
                assertThat(moved.target()).isEqualTo(now.resolve("versions").resolve("a.png"));
                assertThat(moved.picture()).isEqualTo(folder.resolve("photo.jpg"));
              });
    }
  }

  @Test
  void open_itemWithAControlNet_hasItAndItsPicture() throws Exception {
    QueueItem plain = item("a");
    QueueItem steered =
        new QueueItem(
            "a",
            plain.origin(),
            plain
                .model()
                .withOptions(
                    ModelOptions.DEFAULT.withControlNet(folder.resolve("tile.safetensors")))
                .withControl(folder.resolve("lines.png")),
            plain.settings(),
            plain.device(),
            plain.target(),
            plain.submitted());
    try (Journal journal = open()) {
      journal.add(steered);
      journal.add(item("b"));
    }
    assertThat(Files.readString(file())).containsOnlyOnce("\"control\":\"");
    try (Journal journal = open()) {
      assertThat(journal.waiting()).containsExactly(steered, item("b"));
    }
  }

  @Test
  void open_fixedTemporaryNameIsALink_leavesWhatItPointsTo() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "somebody's");
    Files.createSymbolicLink(folder.resolve("queue.jsonl.tmp"), other);
    try (Journal journal = open()) {
      journal.add(item("a"));
    }
    assertThat(other).hasContent("somebody's");
    if (Files.getFileAttributeView(file(), PosixFileAttributeView.class) != null) {
      assertThat(Files.getPosixFilePermissions(file()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void add_failedItem_waitsAgain() throws Exception {
    try (Journal journal = open()) {
      journal.add(item("a"));
      journal.failed("a", new Problem("No memory.", "Close programs."));
      journal.add(item("a"));
    }
    try (Journal journal = open()) {
      assertThat(journal.failed()).isEmpty();
      assertThat(journal.waiting()).containsExactly(item("a"));
    }
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
