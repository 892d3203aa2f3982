package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a journal's file holds, it opens, writes what it knows, and keeps that from then on. */
class JournalFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("journal");

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void open_anyLines_staysTheSame(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Path file = Files.write(folder.resolve("queue.jsonl"), input);
          opened(file);
          assertThat(opened(file)).isEqualTo(opened(file));
        });
  }

  private static List<Object> opened(Path file) throws IOException {
    try (Journal journal = Journal.open(file)) {
      return List.of(journal.waiting(), journal.done(), journal.failed());
    }
  }
}
