package afterimage.onnx.runtime;

import afterimage.tensor.Tensor;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which execution provider computed how many nodes of each operator, as ONNX Runtime's profile of a
 * run has it: what falls back to the processor is seen there only.
 *
 * @param onDevice numbers of nodes by operator
 * @param onProcessor numbers of nodes by operator, copies between the two among them
 */
public record PlacedNodes(Map<String, Integer> onDevice, Map<String, Integer> onProcessor) {

  /**
   * Runs a graph once, on zeros and ones.
   *
   * @param sizes of free dimensions, by an input's name and the dimension's place: {@code sample.2}
   * @param folder for the profile
   */
  public static PlacedNodes of(
      Path graph, Weights weights, Provider provider, Map<String, Long> sizes, Path folder)
      throws Exception {
    OrtEnvironment environment = OnnxRuntime.environment();
    Path profile;
    try (OrtSession.SessionOptions options = provider.sessionOptions();
        InjectedTensors supplied = weights.supplied(environment, graph)) {
      options.enableProfiling(folder.resolve("profile").toString());
      try (OrtSession session = weights.createSession(environment, graph, options, supplied)) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (NodeInfo input : session.getInputInfo().values()) {
          TensorInfo info = (TensorInfo) input.getInfo();
          inputs.put(
              input.getName(),
              new InputBuffer(info).fill(environment, tensor(input.getName(), info, sizes)));
        }
        session.run(inputs).close();
        inputs.values().forEach(OnnxTensor::close);
        profile = Path.of(session.endProfiling());
      }
    }
    return read(profile);
  }

  private static Tensor tensor(String name, TensorInfo info, Map<String, Long> sizes) {
    long[] shape = info.getShape();
    int[] filled = new int[shape.length];
    int count = 1;
    for (int i = 0; i < shape.length; i++) {
      filled[i] = Math.toIntExact(shape[i] > 0 ? shape[i] : sizes.getOrDefault(name + "." + i, 1L));
      count *= filled[i];
    }
    float[] values = new float[count];
    Arrays.fill(values, 1);
    return new Tensor(filled, values);
  }

  private static PlacedNodes read(Path profile) {
    PlacedNodes nodes = new PlacedNodes(new TreeMap<>(), new TreeMap<>());
    Set<String> seen = new HashSet<>();
    for (JsonNode event : JsonMapper.shared().readTree(profile)) {
      String name = event.path("name").asString("");
      if (name.endsWith("_kernel_time") && seen.add(name)) {
        JsonNode arguments = event.path("args");
        String operator = arguments.path("op_name").asString("");
        boolean onProcessor =
            arguments.path("provider").asString("").equals("CPUExecutionProvider")
                || operator.startsWith("Memcpy");
        (onProcessor ? nodes.onProcessor : nodes.onDevice).merge(operator, 1, Integer::sum);
      }
    }
    return nodes;
  }
}
