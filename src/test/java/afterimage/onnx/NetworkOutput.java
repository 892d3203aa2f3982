package afterimage.onnx;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.reference.Closeness;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a model's network computes by itself on the processor, beside what was recorded. */
final class NetworkOutput {
  private static final double TOLERANCE = 1e-4;

  private NetworkOutput() {}

  /**
   * Runs a network once.
   *
   * @param part its name
   * @param output its output's name, or {@code penultimate} for a text encoder's last but one layer
   */
  static void compare(
      ModelSource source, String part, Map<String, Tensor> inputs, String output, NpyFile expected)
      throws Exception {
    Path graph = Objects.requireNonNull(source.bundle().graphs().get(part));
    try (OnnxSession session =
        OnnxSession.open(part, graph, source.weights(), new Provider(Device.CPU))) {
      String name = output.equals("penultimate") ? penultimate(session) : output;
      Closeness.assertWithin(of(session, inputs, name), expected.floats(), TOLERANCE);
    }
  }

  /** The values of an output of a session that is run once. */
  static float[] of(OnnxSession session, Map<String, Tensor> inputs, String output)
      throws Exception {
    Tensor given =
        session
            .run(
                TextInputs.complete(session, inputs),
                List.of(RequiredOutput.any(output)),
                new Cancellation())
            .get(output);
    return Objects.requireNonNull(given).data();
  }

  private static String penultimate(OnnxSession session) {
    String states = "hidden_states.";
    int last =
        session.outputNames().stream()
            .filter(name -> name.startsWith(states))
            .mapToInt(name -> Integer.parseInt(name.substring(states.length())))
            .max()
            .orElseThrow();
    return states + (last - 1);
  }

  /** Recorded whole numbers, such as ids, as a tensor. */
  static Tensor whole(NpyFile ids) {
    long[] values = ids.longs();
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return new Tensor(ids.shape(), numbers);
  }
}
