package afterimage.catalog.download;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import afterimage.catalog.download.ModelServer.Content;
import afterimage.catalog.download.ModelServer.Fault;
import afterimage.engine.Cancellation;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that do anything, and a program that is killed at any moment. How often: the system
 * properties {@code afterimage.download.faults} and {@code afterimage.download.kills}.
 */
class DownloadFaultsTest {
  private static final int FAULTS = Integer.getInteger("afterimage.download.faults", 40);
  private static final int KILLS = Integer.getInteger("afterimage.download.kills", 3);
  private static final long SEED = Long.getLong("afterimage.seed", 20);
  private static final int BYTES = 700_001;

  @TempDir private Path folder;

  @Test
  void run_randomFaults_everyFileIsRightAndNothingIsFetchedTwice() throws Exception {
    Random random = new Random(SEED);
    List<Fault> all = List.of(Fault.values());
    Map<Fault, Integer> seen = new EnumMap<>(Fault.class);
    AtomicInteger faults = new AtomicInteger();
    int files = 0;
    long lost = 0;
    while (faults.get() < FAULTS) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      Path target = folder.resolve("model-" + files++);
      try (ModelServer server = new ModelServer(Content.of(bytes))) {
        AtomicBoolean wrong = new AtomicBoolean();
        List<Long> kept = Collections.synchronizedList(new ArrayList<>());
        server.onRequest(
            () -> {
              // After wrong bytes what was kept is worth nothing.
              if (!wrong.get()) {
                kept.add(FileDownload.kept(target));
              }
            });
        server.always(
            () -> {
              server.faultsAt(random.nextDouble());
              Fault fault = all.get(random.nextInt(all.size()));
              if (fault == Fault.SILENT && random.nextInt(3) > 0) {
                fault = Fault.CUT; // Each costs its time.
              }
              seen.merge(fault, 1, Integer::sum);
              wrong.compareAndSet(false, fault == Fault.WRONG_BYTES);
              faults.addAndGet(fault == Fault.NONE ? 0 : 1);
              return fault;
            });
        RemoteFile remote =
            random.nextBoolean()
                ? new RemoteFile(server.file(), Map.of(), (long) BYTES, Content.of(bytes).sha256())
                : new RemoteFile(server.file(), Map.of(), null, null);
        runUntilThere(remote, target);
        assertThat(target).hasBinaryContent(bytes);
        for (int i = 1; i < kept.size(); i++) {
          lost += Math.max(0, kept.get(i - 1) - kept.get(i));
        }
      }
    }
    System.out.printf("%d faults in %d files: %s%n", faults.get(), files, seen);
    assertThat(lost).as("bytes that came and could have been kept").isZero();
    assertOnlyModels();
  }

  /** As people do: whatever it says, try again. */
  private static void runUntilThere(RemoteFile remote, Path target) throws Exception {
    while (!Files.exists(target)) {
      try {
        new FileDownload(remote, target, _ -> {}, FileDownloadTest.IMPATIENT)
            .run(_ -> {}, new Cancellation());
      } catch (EngineException e) {
        assertThat(target).doesNotExist();
        assertThat(e.problem().remedy()).isNotBlank();
      }
    }
  }

  @Test
  void program_killedAtRandomMoments_losesNothingAndMixesNothing() throws Exception {
    byte[] bytes = new byte[8 << 20];
    Random random = new Random(SEED);
    random.nextBytes(bytes);
    Content content = Content.of(bytes);
    Path target = folder.resolve("model.safetensors");
    int amid = 0;
    try (ModelServer server = new ModelServer(content)) {
      long before = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        // So slowly that no process comes to the end.
        server.slow(Math.max(10, 40L * KILLS));
        Process process = start(server, target, content);
        if (kill % 5 != 4) {
          assertThat(process.inputReader().readLine()).isEqualTo("receiving");
        }
        process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
        long kept = FileDownload.kept(target);
        assertThat(kept).as("kept after kill " + kill).isGreaterThanOrEqualTo(before);
        assertThat(target).doesNotExist();
        if (!server.askedOfStore().isEmpty() && before > 0 && kept > before) {
          amid++;
          assertThat(server.askedOfStore().getLast().from()).isEqualTo(before);
        }
        before = kept;
      }
      server.slow(0);
      Process last = start(server, target, content);
      List<String> said = last.inputReader().lines().toList();
      assertThat(last.waitFor()).as(said.toString()).isZero();
      assertThat(server.askedOfStore().getLast().from()).isEqualTo(before);
      System.out.printf(
          "%d kills, %d while more came; %d of %d bytes were there before the last start%n",
          KILLS, amid, before, bytes.length);
    }
    assertThat(target).hasBinaryContent(bytes);
    assertOnlyModels();
  }

  /** Its bytes: {@code -Dafterimage.download.bytes=6000000000}. */
  @Test
  @EnabledIfSystemProperty(named = "afterimage.download.bytes", matches = "\\d+")
  void program_largeFile_needsNoMoreMemory() throws Exception {
    Content content = Content.zeros(Long.getLong("afterimage.download.bytes"));
    Path target = folder.resolve("model.safetensors");
    try (ModelServer server = new ModelServer(content)) {
      server.then(Fault.CUT);
      Process process = start(server, target, content);
      List<String> said = process.inputReader().lines().toList();
      assertThat(process.waitFor()).as(said.toString()).isZero();
      System.out.println(content.length() + " bytes: " + said.getLast());
    }
    assertThat(target).hasSize(content.length());
    assertOnlyModels();
  }

  private void assertOnlyModels() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(file -> assertThat(file.getFileName().toString()).startsWith("model"))
          .noneSatisfy(file -> assertThat(file.toString()).contains(".part"));
    }
  }

  private static Process start(ModelServer server, Path target, Content content)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(
        List.of(
            "-Xmx64m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DownloadingProgram.class.getName(),
            server.file().toString(),
            target.toString(),
            String.valueOf(content.length()),
            content.sha256()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
