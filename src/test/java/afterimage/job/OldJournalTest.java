package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.message.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The journal of version 0.1, with every kind of item; see the README beside it. */
class OldJournalTest {
  private static final Path DATA = Path.of("src/test/resources/queue-0.1");
  private static final Path HOME = Path.of("/home/ada");
  private static final RefineSettings SETTINGS =
      new RefineSettings("warm, \"bright\"\nlight", "blur", 0.5, 8, 1, 6, 2.5, 42, "euler");
  private static final ModelRef MINI =
      new ModelRef(
          HOME.resolve("models/mini"),
          new ModelOptions(
                  ModelOptions.Weights.INT8,
                  List.of(new ModelOptions.Lora(HOME.resolve("models/style.safetensors"), 0.6)))
              .withPreviewDecoder(HOME.resolve("models/taesd.safetensors")));

  @TempDir Path folder;

  @BeforeEach
  void copy() throws Exception {
    Files.copy(DATA.resolve("queue.jsonl"), file());
  }

  @Test
  void open_oldJournal_everyItemIsWhatItWas() throws Exception {
    for (int start = 0; start < 2; start++) {
      try (Journal journal = open()) {
        assertThat(journal.aside()).isEmpty();
        assertThat(journal.waiting())
            .containsExactly(
                new QueueItem(
                    id(9),
                    new Origin.FromPicture(HOME.resolve("photo.jpg"), null),
                    new ModelRef(MINI.path()),
                    SETTINGS.withSeed(7),
                    "cuda:1",
                    folder.resolve("versions").resolve(id(9) + ".png"),
                    Instant.parse("2026-11-30T04:30:00Z")),
                refined(1, MINI, true),
                refined(2, new ModelRef(MINI.path()), false),
                made(3, null),
                made(4, new RefinerStage.Ensemble(HOME.resolve("models/refiner"), 0.8)),
                made(5, new RefinerStage.SecondPass(HOME.resolve("models/refiner"), 0.3, true)));
        assertThat(journal.failed())
            .containsExactly(
                new FailedItem(
                    refined(6, MINI, true), new Problem("No memory.", "Close programs.")));
        assertThat(journal.done()).containsExactly(made(8, null));
      }
    }
  }

  @Test
  void open_oldJournal_goesOnAndKeepsWhatItDoesNotKnow() throws Exception {
    List<String> before = Files.readAllLines(file());
    try (Journal journal = open()) {
      journal.done(id(9));
      journal.forget(id(9));
      journal.add(refined(6, MINI, true));
    }
    try (Journal journal = open()) {
      assertThat(journal.waiting())
          .extracting(QueueItem::id)
          .containsExactly(id(1), id(2), id(3), id(4), id(5), id(6));
    }
    List<String> after = Files.readAllLines(file());
    assertThat(after).contains(before.getFirst());
    for (int i = 1; i <= 5; i++) {
      assertThat(lost(item(before, id(i)), item(after, id(i)), "")).as(id(i)).isEmpty();
    }
    assertThat(item(after, id(1)).at("/future").asInt()).isEqualTo(7);
    assertThat(item(after, id(5)).at("/words/count").asInt()).isEqualTo(3);
  }

  /** What a text says and a later one no longer does, or says otherwise; it may say more. */
  private static List<String> lost(JsonNode before, JsonNode after, String place) {
    if (!before.isObject() && !before.isArray()) {
      return before.equals(after) ? List.of() : List.of(place + ": " + before + ", now " + after);
    }
    List<String> lost = new ArrayList<>();
    for (String key : before.propertyNames()) {
      lost.addAll(lost(before.get(key), after.path(key), place + "/" + key));
    }
    for (int i = 0; i < before.size() && before.isArray(); i++) {
      lost.addAll(lost(before.get(i), after.path(i), place + "/" + i));
    }
    if (before.isArray() && before.size() != after.size()) {
      lost.add(place + ": " + before.size() + " entries, now " + after.size());
    }
    return lost;
  }

  private static JsonNode item(List<String> lines, String id) {
    return lines.stream()
        .map(JsonMapper.shared()::readTree)
        .filter(line -> line.at("/event").asString().equals("ADDED"))
        .filter(line -> line.at("/item/id").asString().equals(id))
        .findFirst()
        .orElseThrow()
        .get("item");
  }

  private QueueItem refined(int number, ModelRef model, boolean masked) {
    Path versions = folder.resolve("versions");
    return new QueueItem(
        id(number),
        new Origin.FromPicture(
            HOME.resolve("photo.jpg"), masked ? versions.resolve(id(number) + ".mask.png") : null),
        model,
        SETTINGS,
        "cuda:1",
        versions.resolve(id(number) + ".png"),
        Instant.parse("2026-11-30T04:30:00Z"));
  }

  private QueueItem made(int number, @Nullable RefinerStage refiner) {
    return new QueueItem(
        id(number),
        new Origin.TextToImage(new PixelSize(64, 48), refiner),
        new ModelRef(HOME.resolve("models/base")),
        SETTINGS,
        "auto",
        folder.resolve("generated").resolve(id(number) + ".png"),
        Instant.parse("2026-11-30T04:31:00Z"));
  }

  private static String id(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  private Journal open() throws Exception {
    return Journal.open(file());
  }

  private Path file() {
    return folder.resolve("queue.jsonl");
  }
}
