package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerTelemetryTest {
  private static final long NO_PROCESS = 999_999_999;

  @TempDir Path root;
  private Path folder;
  private Path state;
  private Path temporary;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectories(root.resolve("cache/Microsoft/DeveloperTools/.onnxruntime"));
    state = root.resolve("state");
    temporary = Files.createDirectory(root.resolve("tmp"));
  }

  @Test
  void removeOnce_eventsOfAfterimageOnly_areDeletedWithTheirFolders() throws IOException {
    Files.writeString(folder.resolve("deviceid"), "4f177d75-30aa-4861-8f31-95a115a5edb4");
    database("/usr/lib/jvm/temurin-25/bin/java", "/opt/afterimage/bin/afterimage");

    assertThat(FormerTelemetry.removeOnce(folder, temporary, state))
        .hasValueSatisfying(notice -> assertThat(notice).contains(folder.toString(), "deleted"));
    assertThat(root.resolve("cache")).isEmptyDirectory();
  }

  @Test
  void removeOnce_eventsOfAnotherProgram_leavesAllAndNamesIt() throws IOException {
    Files.writeString(folder.resolve("deviceid"), "4f177d75-30aa-4861-8f31-95a115a5edb4");
    String longPath = "/home/ann/" + "environments/".repeat(12) + "bin/python3.12";
    database("/usr/lib/jvm/temurin-25/bin/java", longPath);

    assertThat(FormerTelemetry.removeOnce(folder, temporary, state))
        .hasValueSatisfying(notice -> assertThat(notice).contains("python3.12", folder.toString()));
    assertThat(folder.resolve("deviceid")).exists();
    assertThat(folder.resolve("onnxruntime.db")).exists();
  }

  @Test
  void removeOnce_theSecondTime_doesNothing() throws IOException {
    FormerTelemetry.removeOnce(folder, temporary, state);
    Files.createDirectories(folder);
    database("/usr/lib/jvm/temurin-25/bin/java");

    assertThat(FormerTelemetry.removeOnce(folder, temporary, state)).isEmpty();
    assertThat(folder.resolve("onnxruntime.db")).exists();
  }

  @Test
  void removeOnce_filesOfSomebody_stayWithTheFolder() throws IOException {
    database("/usr/lib/jvm/temurin-25/bin/java");
    Files.writeString(folder.resolve("notes"), "text");

    FormerTelemetry.removeOnce(folder, temporary, state);

    assertThat(folder.resolve("notes")).exists();
    assertThat(folder.resolve("onnxruntime.db")).doesNotExist();
  }

  @Test
  void removeOnce_nothingThere_saysNothing() throws IOException {
    assertThat(FormerTelemetry.removeOnce(root.resolve("none"), temporary, state)).isEmpty();
    assertThat(FormerTelemetry.removeOnce(folder, temporary, root.resolve("other"))).isEmpty();
  }

  @Test
  void removeOnce_stateThatCannotBeWritten_leavesAll() throws IOException {
    database("/usr/lib/jvm/temurin-25/bin/java");
    Files.writeString(root.resolve("file"), "text");

    assertThat(FormerTelemetry.removeOnce(folder, temporary, root.resolve("file/state"))).isEmpty();
    assertThat(folder.resolve("onnxruntime.db")).exists();
  }

  @Test
  void removeOnce_logsOfTheSdk_onlyEmptyOnesOfTheDeadGo() throws IOException {
    Path empty = Files.createFile(temporary.resolve("mat-debug-" + NO_PROCESS + ".log"));
    Path alive =
        Files.createFile(temporary.resolve("mat-debug-" + ProcessHandle.current().pid() + ".log"));
    Path written = temporary.resolve("mat-debug-" + (NO_PROCESS - 1) + ".log");
    Files.writeString(written, "text");
    Path session = temporary.resolve(".ses");
    Files.writeString(session, "1795999978584\n4f177d75-30aa-4861-8f31-95a115a5edb4\n");

    FormerTelemetry.removeOnce(folder, temporary, state);

    assertThat(empty).doesNotExist();
    assertThat(session).doesNotExist();
    assertThat(alive).exists();
    assertThat(written).exists();
  }

  /** Bytes as ONNX Runtime 1.29's events have them around the path of their program. */
  private void database(String... programs) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
    for (String program : programs) {
      bytes.writeBytes(HexFormat.of().parseHex("cb180a01890231 32cb190a01a9".replace(" ", "")));
      byte[] path = program.getBytes(StandardCharsets.UTF_8);
      for (int left = path.length; ; left >>= 7) {
        bytes.write(left > 0x7f ? (left & 0x7f) | 0x80 : left);
        if (left <= 0x7f) {
          break;
        }
      }
      bytes.writeBytes(path);
      bytes.writeBytes(HexFormat.of().parseHex("00cb1f0a0100"));
    }
    Files.write(folder.resolve("onnxruntime.db"), bytes.toByteArray());
  }
}
