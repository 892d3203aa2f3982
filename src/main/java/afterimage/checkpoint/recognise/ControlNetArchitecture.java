package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a ControlNet.
 *
 * @param blocks of its way down and its middle; what it shares with its UNet is that's
 * @param embedding channels of the layers that see the control picture, from its own size on: each
 *     but the first is half as large
 */
public record ControlNetArchitecture(UNetArchitecture blocks, List<Long> embedding) {
  /** Of a control picture. */
  public static final int PICTURE_CHANNELS = 3;

  private static final String LAYERS = "controlnet_cond_embedding.";

  /** Reads the sizes from the weights. */
  static ControlNetArchitecture of(WeightSet weights, Sidecars sidecars, UNetArchitecture unet)
      throws EngineException {
    String network = Part.CONTROLNET.label();
    List<Long> embedding = new ArrayList<>();
    embedding.add(weights.requiredSize(network, LAYERS + "conv_in.weight", 0));
    for (int i = 0; i < halvings(weights); i++) {
      String layer = LAYERS + "blocks." + (2 * i + 1) + ".weight";
      embedding.add(weights.requiredSize(network, layer, 0));
    }
    return new ControlNetArchitecture(
        UNetArchitecture.ofControlNet(weights, sidecars, unet), List.copyOf(embedding));
  }

  /** How often the layers that see the control picture halve it. */
  static int halvings(WeightSet weights) {
    return weights.count(LAYERS + "blocks.") / 2;
  }
}
