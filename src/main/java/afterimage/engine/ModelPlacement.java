package afterimage.engine;

import java.util.List;
import java.util.Map;

/**
 * Where the operations of a model are computed: what a device's library cannot do falls back to the
 * processor, and costs a copy there and back.
 *
 * @param device on which the model runs
 * @param networks in the order in which a run needs them
 */
public record ModelPlacement(Device device, List<Network> networks) {

  /**
   * A network's nodes, counted by the names of their operators, as ONNX has them after its graph
   * was optimized for the device.
   *
   * @param name as in the model's folder
   * @param onDevice what the device computes
   * @param onProcessor what fell back; empty where the processor is the device
   * @param copies of tensors between the two
   */
  public record Network(
      String name, Map<String, Integer> onDevice, Map<String, Integer> onProcessor, int copies) {

    /** How many nodes the device computes. */
    public int countOnDevice() {
      return count(onDevice);
    }

    /** How many nodes fell back. */
    public int countOnProcessor() {
      return count(onProcessor);
    }

    private static int count(Map<String, Integer> nodes) {
      return nodes.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
