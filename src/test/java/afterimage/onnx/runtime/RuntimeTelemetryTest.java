package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.engine.EngineException;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In processes of their own, since ONNX Runtime asks once. */
@EnabledOnOs(OS.LINUX)
class RuntimeTelemetryTest {

  @Test
  void environment_startedByHand_hasTelemetryOffBefore() throws Exception {
    assertThat(runtime("--enable-native-access=ALL-UNNAMED")).isEqualTo("started 1");
  }

  /** Another build of ONNX Runtime than the jar's. */
  @Test
  void environment_ofLibrariesForGraphicsCards_hasTelemetryOffBefore() throws Exception {
    String natives = System.getProperty(RuntimeLibraries.BUILT_IN, "");
    assumeTrue(Files.isDirectory(Path.of(natives)), "built without npm");

    assertThat(
            runtime(
                "--enable-native-access=ALL-UNNAMED",
                "-D" + RuntimeLibraries.BUILT_IN + "=" + natives))
        .isEqualTo("started 1");
  }

  @Test
  void environment_whereItCannotBeSwitchedOff_isNotStarted() throws Exception {
    assertThat(runtime("--illegal-native-access=deny"))
        .startsWith("refused ONNX Runtime was not started because its telemetry cannot be")
        .contains("--enable-native-access=ALL-UNNAMED")
        .endsWith("loaded false");
  }

  private static String runtime(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), Started.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove(RuntimeTelemetry.VARIABLE);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  private static String classPath() {
    return Arrays.stream(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("javafx"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A process that starts ONNX Runtime. */
  static final class Started {
    private Started() {}

    public static void main(String[] args) throws Throwable {
      try {
        OnnxRuntime.environment();
        System.out.println("started " + variable());
      } catch (EngineException e) {
        boolean loaded = Files.readString(Path.of("/proc/self/maps")).contains("onnxruntime.so");
        System.out.println("refused " + e.getMessage() + " loaded " + loaded);
      }
    }

    @SuppressWarnings("restricted")
    private static String variable() throws Throwable {
      Linker linker = Linker.nativeLinker();
      MemorySegment value =
          (MemorySegment)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("getenv").orElseThrow(),
                      FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                  .invokeExact(Arena.global().allocateFrom(RuntimeTelemetry.VARIABLE));
      return value.reinterpret(Long.MAX_VALUE).getString(0);
    }
  }
}
