package afterimage.onnx;

import afterimage.checkpoint.network.TextEncoderGraph;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What a compiled text encoder takes besides ids where no vector stands in for a token. */
final class TextInputs {
  private TextInputs() {}

  /** The inputs of any session, completed if it is a text encoder's. */
  static Map<String, Tensor> complete(OnnxSession session, Map<String, Tensor> inputs) {
    if (!session.inputNames().contains(TextEncoderGraph.KEPT)) {
      return inputs;
    }
    Map<String, Tensor> all = new HashMap<>(inputs);
    int[] ids = Objects.requireNonNull(inputs.get("input_ids")).shape();
    Tensor kept = Tensor.zeros(ids[0], ids[1], 1);
    Arrays.fill(kept.data(), 1);
    int width = (int) session.inputShape(TextEncoderGraph.ADDED)[2];
    all.put(TextEncoderGraph.KEPT, kept);
    all.put(TextEncoderGraph.ADDED, Tensor.zeros(ids[0], ids[1], width));
    return all;
  }
}
