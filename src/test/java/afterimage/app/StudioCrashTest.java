package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.job.Journal;
import afterimage.job.QueueItem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the studio itself at random moments while it works on a queue, takes its pictures away and
 * gives them back, moves its folder, and damages the session's file at every other start. How often
 * it is killed is the system property {@code afterimage.studio.kills}; there are as many refines.
 */
class StudioCrashTest {
  private static final int KILLS = Integer.getInteger("afterimage.studio.kills", 6);
  private static final long SEED = Long.getLong("afterimage.studio.seed", 16);
  private static final int SOURCES = 10;
  private static final int SIDE = 96;
  private static final Path MODEL =
      Path.of(System.getProperty("afterimage.models"), "afterimage-mini").toAbsolutePath();
  private static final RefineSettings SETTINGS =
      new RefineSettings("a cat", "", 0.6, 20, 1, 6, 2.5, 7, null);

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Map<String, Result> results = new TreeMap<>();
  private final Map<String, Integer> sourceOf = new HashMap<>();
  private final Set<String> harmed = new TreeSet<>();
  private Path home = Path.of("");

  /** What a result's file was when it was seen first. */
  private record Result(FileTime time, int bytes) {}

  @Test
  void studio_killedAtRandomMoments_losesNothingAndDoesNothingTwice() throws Exception {
    home = folder.resolve("home");
    fill();
    List<Integer> damaged = new ArrayList<>(IntStream.range(1, KILLS).boxed().toList());
    Collections.shuffle(damaged, random);
    Set<Integer> damages = new HashSet<>(damaged.subList(0, KILLS / 2));
    int during = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      if (damages.contains(kill)) {
        damage();
      }
      if (kill == KILLS / 2) {
        Path moved = folder.resolve("elsewhere").resolve("home");
        Files.createDirectories(moved.getParent());
        home = Files.move(home, moved);
      }
      comeAndGo();
      int before = results.size();
      Process studio = start();
      if (random.nextInt(3) == 0) {
        studio.waitFor(random.nextInt(3000), TimeUnit.MILLISECONDS);
      } else {
        awaitResults(studio, before + 1, 10);
        comeAndGo();
        studio.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
      }
      assertThat(studio.isAlive()).as("the studio, start %d", kill).isTrue();
      studio.destroyForcibly();
      studio.waitFor();
      look();
      during += results.size() > before ? 1 : 0;
    }
    int beforeLast = results.size();
    allBack();
    Process last = start();
    awaitResults(last, KILLS, 600);
    awaitSaved(last);
    last.destroyForcibly();
    last.waitFor();
    look();
    Process sweeping = start("-Dafterimage.exit.after.start=true");
    assertThat(sweeping.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(sweeping.exitValue()).isZero();

    System.out.printf(
        "%d kills, %d of them after a result, %d results before the last start; session damaged %d"
            + " times, folder moved once%n",
        KILLS, during, beforeLast, damages.size());
    assertThat(harmed).as("lost, half written or done twice").isEmpty();
    assertThat(results).as("none lost").hasSize(KILLS);
    assertThat(versions()).as("each in the session, with its picture").isEqualTo(sourceOf);
    assertThat(temporaryFiles()).as("temporary files").isEmpty();
    try (Journal journal = Journal.open(state().resolve("queue.jsonl"))) {
      assertThat(journal.waiting()).isEmpty();
      assertThat(journal.failed()).isEmpty();
      assertThat(journal.aside()).isEmpty();
    }
  }

  private void fill() throws Exception {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    Files.createDirectories(folder.resolve("drive"));
    Files.createDirectories(folder.resolve("away"));
    for (int i = 0; i < SOURCES; i++) {
      random.nextBytes(rgb);
      Picture picture = Picture.of8Bit(SIDE, SIDE, rgb, null);
      PictureWriter.write(picture, source(i), WriteOptions.DEFAULT, PictureMetadata.NONE);
    }
    try (Journal journal = Journal.open(state().resolve("queue.jsonl"))) {
      for (int i = 0; i < KILLS; i++) {
        String id = new UUID(SEED, i).toString();
        sourceOf.put(id + ".png", i % SOURCES);
        journal.add(
            new QueueItem(
                id,
                source(i % SOURCES),
                MODEL,
                SETTINGS.withSeed(i),
                "cpu",
                state().resolve("versions").resolve(id + ".png"),
                Instant.ofEpochSecond(i)));
      }
    }
  }

  private Path state() {
    return home.resolve("state").resolve("session");
  }

  private Path source(int index) {
    return folder.resolve("drive").resolve(index + ".png");
  }

  /** A drive's picture goes or comes back; at most half of them are away. */
  private void comeAndGo() throws IOException {
    int index = random.nextInt(SOURCES);
    Path away = folder.resolve("away").resolve(index + ".png");
    if (Files.exists(away)) {
      Files.move(away, source(index));
    } else if (index % 2 == 0) {
      Files.move(source(index), away);
    }
  }

  private void allBack() throws IOException {
    for (int i = 0; i < SOURCES; i++) {
      Path away = folder.resolve("away").resolve(i + ".png");
      if (Files.exists(away)) {
        Files.move(away, source(i));
      }
    }
  }

  private void damage() throws IOException {
    Path session = state().resolve("session.json");
    byte[] bytes = Files.exists(session) ? Files.readAllBytes(session) : new byte[0];
    switch (random.nextInt(5)) {
      case 0 -> Files.write(session, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      case 1 -> Files.write(session, new byte[0]);
      case 2 -> {
        byte[] garbage = new byte[1 + random.nextInt(5000)];
        random.nextBytes(garbage);
        Files.write(session, garbage);
      }
      case 3 -> Files.writeString(session, random.nextBoolean() ? "null" : "{\"sources\":[null]}");
      default -> Files.deleteIfExists(session);
    }
    if (random.nextBoolean()) {
      Files.deleteIfExists(state().resolve("session-before.json"));
    }
  }

  /** Every result that is there is whole, and is what it was. */
  private void look() throws Exception {
    Map<String, Result> now = new TreeMap<>();
    for (Path file : list(state().resolve("versions"))) {
      String name = file.getFileName().toString();
      if (name.endsWith(".png") && !name.startsWith(".")) {
        assertThat(PictureReader.read(file).picture().width()).isEqualTo(SIDE);
        byte[] bytes = Files.readAllBytes(file);
        now.put(name, new Result(Files.getLastModifiedTime(file), Arrays.hashCode(bytes)));
      }
    }
    results.forEach(
        (name, was) -> {
          if (!was.equals(now.get(name))) {
            harmed.add(name);
          }
        });
    now.forEach(results::putIfAbsent);
  }

  private void awaitResults(Process studio, int count, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end && studio.isAlive()) {
      long there =
          list(state().resolve("versions")).stream()
              .filter(file -> file.getFileName().toString().matches("[^.]+\\.png"))
              .count();
      if (there >= count) {
        return;
      }
      studio.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private void awaitSaved(Process studio) throws Exception {
    for (int i = 0; i < 600 && studio.isAlive(); i++) {
      if (versions().equals(sourceOf)) {
        return;
      }
      studio.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  /** Which result the session has with which picture; one that it has twice is no number. */
  private Map<String, Integer> versions() throws IOException {
    Map<String, Integer> versions = new HashMap<>();
    Path session = state().resolve("session.json");
    JsonNode tree = JsonMapper.shared().readTree(Files.readAllBytes(session));
    for (JsonNode source : tree.get("sources")) {
      String name = Path.of(source.get("file").asString()).getFileName().toString();
      for (JsonNode version : source.get("versions")) {
        String file = Path.of(version.get("file").asString()).getFileName().toString();
        versions.merge(file, Integer.parseInt(name.replace(".png", "")), (_, _) -> -1);
      }
    }
    return versions;
  }

  private List<String> temporaryFiles() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".tmp") || name.endsWith(".mask.png"))
          .toList();
    }
  }

  private static List<Path> list(Path of) throws IOException {
    if (!Files.isDirectory(of)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(of)) {
      return files.toList();
    }
  }

  private Process start(String... options) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--module-path",
            System.getProperty("jdk.module.path"),
            "--add-modules",
            "javafx.controls",
            "--enable-native-access=ALL-UNNAMED,javafx.graphics",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-Dafterimage.models=" + MODEL.getParent(),
            "-Dafterimage.home=" + home));
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, "afterimage.app.Main"));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder + "/out.txt")))
        .redirectErrorStream(true)
        .start();
  }
}
