package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.StoredValues;
import afterimage.checkpoint.weights.Weight;
import afterimage.engine.EngineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file's weights, those in eight bits times the scale that ComfyUI keeps beside each. What else
 * it keeps there is for arithmetic in eight bits, which is not done here.
 */
final class ScaledWeights {
  private static final String WEIGHT = ".weight";

  /** Former and later names of a layer's scale. */
  private static final List<String> SCALES = List.of(".scale_weight", ".weight_scale");

  private static final List<String> UNUSED = List.of(".scale_input", ".input_scale");

  private ScaledWeights() {}

  /** All tensors but the scales, by key, in the file's order. */
  static Map<String, Weight> of(TensorFile file) throws EngineException {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Map.Entry<String, TensorEntry> entry : file.tensors().entrySet()) {
      String key = entry.getKey();
      Weight weight = Weight.of(file.file(), entry.getValue());
      if (isScaled(file, key)) {
        weight = weight.times(scale(file, key));
      }
      if (!isScale(file, key)) {
        weights.put(key, weight);
      }
    }
    return weights;
  }

  private static boolean isScaled(TensorFile file, String key) {
    @Nullable TensorEntry weight = file.tensors().get(key);
    return weight != null
        && key.endsWith(WEIGHT)
        && (weight.dtype() == DType.F8_E4M3 || weight.dtype() == DType.F8_E5M2)
        && scaleOf(file, key).isPresent();
  }

  private static Optional<TensorEntry> scaleOf(TensorFile file, String weight) {
    String layer = weight.substring(0, weight.length() - WEIGHT.length());
    return SCALES.stream()
        .flatMap(ending -> Stream.ofNullable(file.tensors().get(layer + ending)))
        .filter(entry -> entry.elements() == 1 && entry.dtype().isWeight())
        .filter(entry -> !entry.dtype().isInBlocks())
        .findFirst();
  }

  private static float scale(TensorFile file, String weight) throws EngineException {
    TensorEntry entry = scaleOf(file, weight).orElseThrow();
    return StoredValues.read(StoredTensor.of(file.file(), entry))[0];
  }

  /** Scales of layers that have them; a scale that fits nothing stays, so that it is missed. */
  private static boolean isScale(TensorFile file, String key) {
    if (key.equals("scaled_fp8") || key.endsWith(".scaled_fp8")) {
      return true;
    }
    for (String ending : SCALES) {
      if (key.endsWith(ending)) {
        return isScaled(file, key.substring(0, key.length() - ending.length()) + WEIGHT);
      }
    }
    return UNUSED.stream().anyMatch(key::endsWith) || key.endsWith(".comfy_quant");
  }
}
