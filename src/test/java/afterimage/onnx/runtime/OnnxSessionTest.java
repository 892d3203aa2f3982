package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.onnx.GraphWriter;
import afterimage.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {
  private static final Provider CPU = new Provider(Device.CPU);
  @TempDir Path folder;

  @Test
  void run_cancelledInside_stopsBetweenNodesAndWorksAgain() throws Exception {
    Path graph = folder.resolve("model.onnx");
    GraphWriter writer = new GraphWriter().input("x", 1024, 1024).output("y", 1024, 1024);
    int nodes = 60;
    String last = "x";
    for (int i = 0; i < nodes; i++) {
      String next = i == nodes - 1 ? "y" : "x" + i;
      writer.node("MatMul", next, last, "x");
      last = next;
    }
    writer.write(graph);
    Map<String, Tensor> inputs = Map.of("x", Tensor.zeros(1024, 1024));
    try (OnnxSession session = OnnxSession.open("unet", graph, CPU)) {
      Cancellation cancellation = new Cancellation();
      Thread canceller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    sleep();
                    cancellation.cancel();
                  });
      // Without a stop inside the run, it would return its tensor.
      assertThatThrownBy(() -> session.run(inputs, List.of(RequiredOutput.any("y")), cancellation))
          .isInstanceOf(CancelledException.class);
      canceller.join();
      assertThat(session.run(inputs, List.of(RequiredOutput.any("y")), new Cancellation()))
          .containsKey("y");
      assertThat(session.runs()).isEqualTo(1);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void open_weightsOutsideTheFolder_isRefused() throws Exception {
    Files.write(folder.resolve("secret.bin"), new byte[16]);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    for (String location :
        List.of("../secret.bin", folder.resolve("secret.bin").toString(), "a/../../secret.bin")) {
      Path graph = inner.resolve("model.onnx");
      withExternal(location).write(graph);
      assertThatThrownBy(() -> OnnxSession.open("unet", graph, CPU))
          .as(location)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("outside its folder")
          .hasMessageContaining(location);
    }
  }

  @Test
  void open_linkThatLeavesTheFolder_isRefused() throws Exception {
    Files.write(folder.resolve("secret.bin"), new byte[16]);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("weights.bin"), folder.resolve("secret.bin"));
    Path graph = inner.resolve("model.onnx");
    withExternal("weights.bin").write(graph);
    assertThatThrownBy(() -> OnnxSession.open("unet", graph, CPU))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("outside its folder");
  }

  @Test
  void open_weightsMissing_namesTheFile() throws Exception {
    Path graph = folder.resolve("model.onnx");
    withExternal("weights.bin").write(graph);
    assertThatThrownBy(() -> OnnxSession.open("unet", graph, CPU))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(folder.resolve("weights.bin").toString());
  }

  @Test
  void open_weightsBesideTheGraph_areUsed() throws Exception {
    Path graph = folder.resolve("model.onnx");
    // 1f in little-endian bytes, four times.
    byte[] ones = new byte[16];
    for (int i = 0; i < 4; i++) {
      ones[4 * i + 2] = (byte) 0x80;
      ones[4 * i + 3] = 0x3f;
    }
    Files.write(folder.resolve("weights.bin"), ones);
    withExternal("weights.bin").write(graph);
    try (OnnxSession session = OnnxSession.open("unet", graph, CPU)) {
      Tensor x = new Tensor(new int[] {4}, new float[] {1, 2, 3, 4});
      assertThat(
              session
                  .run(Map.of("x", x), List.of(RequiredOutput.any("y")), new Cancellation())
                  .get("y"))
          .isEqualTo(new Tensor(new int[] {4}, new float[] {2, 3, 4, 5}));
    }
  }

  private static GraphWriter withExternal(String location) {
    return new GraphWriter()
        .input("x", 4)
        .external("w", new int[] {4}, location)
        .node("Add", "y", "x", "w")
        .output("y", 4);
  }
}
