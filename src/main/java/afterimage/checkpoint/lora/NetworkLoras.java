package afterimage.checkpoint.lora;

import afterimage.checkpoint.weights.WeightChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What LoRAs add to one network. */
public final class NetworkLoras {
  private final List<LoraFile> files;
  private final List<String> prefixes;
  private final Function<String, List<String>> original;

  /**
   * @param prefixes how the network's layers begin in such files, as {@code lora_unet_}
   * @param original gives the names that a layer may have in the original's naming
   */
  NetworkLoras(
      List<LoraFile> files, List<String> prefixes, Function<String, List<String>> original) {
    this.files = files;
    this.prefixes = prefixes;
    this.original = original;
  }

  /** For a network that nothing is added to. */
  public static NetworkLoras none() {
    return new NetworkLoras(List.of(), List.of(), List::of);
  }

  /**
   * What is added to a layer.
   *
   * @param layer by diffusers' name
   * @param size of a convolution's kernel, 0 for a linear layer
   */
  public List<LowRank> of(String layer, long in, long out, long size) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> candidates = candidates(layer);
    return files.stream().flatMap(file -> file.of(candidates, in, out, size).stream()).toList();
  }

  /**
   * What is done to a weight or bias when it is loaded.
   *
   * @param weight by diffusers' name, which ends with {@code .weight} or {@code .bias}
   * @param shape of it
   */
  public List<WeightChange> changes(String weight, List<Long> shape) {
    if (files.isEmpty()) {
      return List.of();
    }
    int end = weight.lastIndexOf('.');
    boolean bias = weight.endsWith(".bias");
    List<String> candidates = candidates(weight.substring(0, end));
    return files.stream().flatMap(file -> file.change(candidates, bias, shape).stream()).toList();
  }

  private List<String> candidates(String layer) {
    List<String> candidates = new ArrayList<>();
    for (String prefix : prefixes) {
      candidates.add(prefix + layer);
      original.apply(layer).forEach(name -> candidates.add(prefix + name));
    }
    return candidates;
  }
}
