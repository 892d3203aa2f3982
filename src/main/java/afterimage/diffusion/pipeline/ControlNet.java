package afterimage.diffusion.pipeline;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The network that steers a UNet by a control picture. */
public interface ControlNet {

  /**
   * What to add in the UNet.
   *
   * @param sample [batch, latent channels, height, width], scaled for the network
   * @param timestep the same for the whole batch
   * @param pictures [batch, 3, height, width] in [0, 1], of the pictures' size
   * @param scale by which it is multiplied
   */
  Residuals predict(
      Tensor sample,
      double timestep,
      UNet.Conditioning conditioning,
      Tensor pictures,
      double scale,
      Cancellation cancellation)
      throws EngineException, CancelledException;

  /** What adds nothing, for any batch. */
  Residuals nothing();

  /**
   * What is added to what the UNet's blocks leave, each [batch, channels, height, width], or with 1
   * in place of all but the channels.
   *
   * @param down to the results of the blocks that lead down, in their order
   * @param mid to the middle's
   */
  record Residuals(List<Tensor> down, Tensor mid) {

    /** What adds nothing to results of these channels. */
    public static Residuals zeros(List<Integer> down, int mid) {
      List<Tensor> zeros = new ArrayList<>();
      down.forEach(channels -> zeros.add(Tensor.zeros(1, channels, 1, 1)));
      return new Residuals(List.copyOf(zeros), Tensor.zeros(1, mid, 1, 1));
    }
  }
}
