package afterimage.onnx.runtime;

import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelPlacement;
import afterimage.file.FolderRemoval;
import afterimage.tensor.Tensor;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts which execution provider computes which nodes, from ONNX Runtime's profile of a run: what
 * falls back to the processor is seen there only.
 */
public final class PlacedNodes {
  private static final String PROCESSOR = "CPUExecutionProvider";

  private PlacedNodes() {}

  /**
   * Sizes of inputs, told by their number of dimensions: pictures and latents have four, words two,
   * or three once they are encoded. All are of one batch.
   *
   * @param channels of a picture or latents
   * @param side of a picture or latents
   * @param tokens of words
   */
  public record Sizes(int channels, int side, int tokens) {
    private static final int PICTURE = 4;

    private int of(int dimensions, int place) {
      if (place == 0) {
        return 1;
      }
      if (dimensions == PICTURE) {
        return place == 1 ? channels : side;
      }
      return place == 1 ? tokens : 1;
    }
  }

  /**
   * Runs a graph once, on ones.
   *
   * @param network its name
   * @param free sizes that the graph leaves open, by an input's name
   * @throws EngineException if the graph cannot be loaded or run there
   */
  public static ModelPlacement.Network of(
      String network, Path graph, Weights weights, Provider provider, Function<String, Sizes> free)
      throws EngineException {
    try {
      Path folder = Files.createTempDirectory("profile");
      try {
        Path profile = run(network, graph, weights, provider, free, folder);
        return read(network, profile, provider.device());
      } finally {
        FolderRemoval.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path run(
      String network,
      Path graph,
      Weights weights,
      Provider provider,
      Function<String, Sizes> free,
      Path folder)
      throws EngineException {
    MappedFiles mapped = MappedFiles.of(weights.files(graph));
    OrtEnvironment environment = OnnxRuntime.environment();
    try (WebGpuTurn _ = WebGpuTurn.take(provider);
        MappedFiles.Hold _ = mapped.hold(() -> {});
        OrtSession.SessionOptions options = provider.sessionOptions();
        InjectedTensors supplied = weights.supplied(environment, graph)) {
      options.enableProfiling(folder.resolve("run").toString());
      try (OrtSession session = weights.createSession(environment, graph, options, supplied)) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
          for (NodeInfo input : session.getInputInfo().values()) {
            if (!(input.getInfo() instanceof TensorInfo info)) {
              continue; // Whoever loads the model says that it cannot be used.
            }
            Tensor ones = ones(info, free.apply(input.getName()));
            inputs.put(input.getName(), new InputBuffer(info).fill(environment, ones));
          }
          session.run(inputs).close();
        } finally {
          inputs.values().forEach(OnnxTensor::close);
        }
        return Path.of(session.endProfiling());
      }
    } catch (OrtException e) {
      throw Failures.inRun(network, e);
    }
  }

  private static Tensor ones(TensorInfo info, Sizes free) {
    long[] shape = info.getShape();
    int[] filled = new int[shape.length];
    int count = 1;
    for (int i = 0; i < shape.length; i++) {
      filled[i] = shape[i] > 0 ? Math.toIntExact(shape[i]) : free.of(shape.length, i);
      count = Math.multiplyExact(count, filled[i]);
    }
    float[] values = new float[count];
    Arrays.fill(values, 1);
    return new Tensor(filled, values);
  }

  private static ModelPlacement.Network read(String network, Path profile, Device device) {
    Map<String, Integer> onDevice = new TreeMap<>();
    Map<String, Integer> onProcessor = new TreeMap<>();
    int copies = 0;
    Set<String> seen = new HashSet<>();
    for (JsonNode event : JsonMapper.shared().readTree(profile)) {
      String name = event.path("name").asString("");
      if (!name.endsWith("_kernel_time") || !seen.add(name)) {
        continue;
      }
      JsonNode arguments = event.path("args");
      String operator = arguments.path("op_name").asString("");
      boolean fellBack =
          device.kind() != Device.Kind.CPU
              && arguments.path("provider").asString("").equals(PROCESSOR);
      if (operator.startsWith("Memcpy")) {
        copies++;
      } else {
        (fellBack ? onProcessor : onDevice).merge(operator, 1, Integer::sum);
      }
    }
    return new ModelPlacement.Network(network, onDevice, onProcessor, copies);
  }
}
