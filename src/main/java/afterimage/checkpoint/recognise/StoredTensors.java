package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.WeightSet;
import java.util.List;
import java.util.Map;

/**
 * What one or several files hold, sorted by network.
 *
 * @param parts each network's weights by diffusers' names
 * @param ignored keys that serve no network
 * @param headers of the files
 */
record StoredTensors(Map<Part, WeightSet> parts, List<String> ignored, List<TensorFile> headers) {}
