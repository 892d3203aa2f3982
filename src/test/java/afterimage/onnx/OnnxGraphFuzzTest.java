package afterimage.onnx;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.tensor.Tensor;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small graphs through ONNX Runtime itself, which is native: the input at work is kept in a file.
 */
class OnnxGraphFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("onnx-graph");

  private static final Provider CPU = new Provider(Device.CPU);
  private static final long MAX_VALUES = 1 << 16;

  @TempDir static Path folder;

  static Stream<byte[]> seeds() throws IOException {
    Path graph = Files.createTempFile("seed", ".onnx");
    try {
      new GraphWriter()
          .input("x", -1, 4)
          .weight("w", new int[] {4, 4}, new float[16])
          .node("MatMul", "m", "x", "w")
          .node("Relu", "y", "m")
          .output("y", -1, 4)
          .write(graph);
      byte[] multiply = Seeds.read(graph);
      new GraphWriter()
          .input("s", 1, 4, 8, 8)
          .weight("k", new int[] {3, 4, 1, 1}, new float[12])
          .weight("b", new int[] {3}, 0, 1, 2)
          .weight("scales", new int[] {4}, 1, 1, 2, 2)
          .node("Conv", "c", "s", "k", "b")
          .node("Resize", "r", "c", "", "scales")
          .output("r", 1, 3, -1, -1)
          .write(graph);
      return Stream.of(multiply, Seeds.read(graph));
    } finally {
      Files.delete(graph);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void run_anyGraph_answersOrRefuses(byte[] input) throws IOException {
    Path graph = FUZZING.kept(folder, input);
    FUZZING.run(input, () -> run(graph), EngineException.class, CancelledException.class);
  }

  private static void run(Path graph) throws EngineException, CancelledException {
    try (OnnxSession session = OnnxSession.open("unet", graph, CPU)) {
      Map<String, Tensor> inputs = new HashMap<>();
      for (String name : session.inputNames()) {
        Tensor tensor = tensor(session.inputShape(name));
        if (tensor == null) {
          return;
        }
        inputs.put(name, tensor);
      }
      session.run(
          inputs,
          session.outputNames().stream().map(RequiredOutput::any).toList(),
          new Cancellation());
    }
  }

  /** Zeros of a shape, free sizes being 2; null where it is larger than the program asks for. */
  private static @Nullable Tensor tensor(long[] shape) {
    int[] sizes = new int[shape.length];
    long values = 1;
    for (int i = 0; i < sizes.length; i++) {
      long size = shape[i] < 0 ? 2 : shape[i];
      values = size > MAX_VALUES ? MAX_VALUES + 1 : values * size;
      if (values > MAX_VALUES) {
        return null;
      }
      sizes[i] = (int) size;
    }
    return Tensor.zeros(sizes);
  }
}
