package afterimage.diffusion.pipeline;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The network that predicts noise. */
public interface UNet {

  /** Channels of its sample, which tell what it sees: {@link UNetInput}. */
  int inChannels();

  /** How many time ids it takes: 5 for SDXL's refiner, 6 for its base. */
  int timeIds();

  /**
   * Predicts.
   *
   * @param sample [batch, channels, height, width], scaled for the network
   * @param timestep the same for the whole batch
   */
  Tensor predict(
      Tensor sample, double timestep, Conditioning conditioning, Cancellation cancellation)
      throws EngineException, CancelledException;

  /**
   * What the prediction depends on besides sample and time.
   *
   * @param encoderHiddenStates [batch, tokens, width]
   * @param textEmbeds [batch, projection]
   * @param timeIds [batch, ids]
   * @param residuals what a ControlNet adds, for UNets that have one; else null
   */
  record Conditioning(
      Tensor encoderHiddenStates,
      Tensor textEmbeds,
      Tensor timeIds,
      ControlNet.@Nullable Residuals residuals) {

    /** Without a ControlNet. */
    public Conditioning(Tensor encoderHiddenStates, Tensor textEmbeds, Tensor timeIds) {
      this(encoderHiddenStates, textEmbeds, timeIds, null);
    }

    /** With what a ControlNet adds for all rows. */
    Conditioning with(ControlNet.Residuals added) {
      return new Conditioning(encoderHiddenStates, textEmbeds, timeIds, added);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive), before anything is added. */
    Conditioning slice(int from, int to) {
      return new Conditioning(
          encoderHiddenStates.slice(from, to), textEmbeds.slice(from, to), timeIds.slice(from, to));
    }
  }
}
