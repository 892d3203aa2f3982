package afterimage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddedModelsTest {
  private static final String ENTRY =
      "{\"path\": \"/m/a.safetensors\", \"kind\": \"SDXL\", \"added\": \"2026-01-01T00:00:00Z\", \"new\": 1}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"models\": null, \"acceptedLicences\": null}",
        "{\"models\": [null], \"acceptedLicences\": {}}",
        "{\"models\": [{\"path\": null}, {\"path\": \"\\u0000\"}, 3], \"acceptedLicences\": 7}"
      })
  void entries_nullsAndOtherKinds_areNone(String text) throws Exception {
    write(text);
    assertThat(new AddedModels(folder).entries()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void remove_one_keepsTheOthersWithWhatIsNotKnownOfThem() throws Exception {
    write(
        "{\"models\": [%s, %s], \"acceptedLicences\": {\"x\": \"y\"}, \"future\": true}"
            .formatted(ENTRY, ENTRY.replace("/m/a", "/m/b")));

    assertThat(new AddedModels(folder).remove(Path.of("/m/a.safetensors"))).isPresent();

    assertThat(new AddedModels(folder).entries())
        .extracting(AddedModels.Entry::path)
        .containsExactly("/m/b.safetensors");
    assertThat(Files.readString(file())).contains("\"new\"", "\"future\"", "\"x\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("added.json", "added.json.lock");
  }

  @Test
  void accept_manyAtOnce_losesNone() throws Exception {
    List<String> ids = IntStream.range(0, 40).mapToObj(i -> "licence-" + i).toList();
    List<Callable<Boolean>> all = new ArrayList<>();
    for (String id : ids) {
      all.add(
          () -> {
            new AddedModels(folder).accept(new Licence(id, "", "", List.of(), List.of()));
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> one : threads.invokeAll(all)) {
        assertThat(one.get()).isTrue();
      }
    }

    assertThat(Files.readString(file())).contains(ids);
  }

  @Test
  void entries_damagedList_isToldAndStays() throws Exception {
    write("{\"models\": [");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> new AddedModels(folder).entries());
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> new AddedModels(folder).remove(Path.of("/m/a")));
    assertThat(file()).hasContent("{\"models\": [");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private Path file() {
    return folder.resolve("added.json");
  }
}
