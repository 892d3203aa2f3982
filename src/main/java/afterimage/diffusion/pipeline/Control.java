package afterimage.diffusion.pipeline;

import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;

/**
 * A ControlNet at work in one run.
 *
 * @param net that steers
 * @param input what it is given
 */
record Control(ControlNet net, ControlInput input) {

  /** Whether any call is steered. */
  boolean isEverOn(int calls) {
    for (int call = 0; call < calls; call++) {
      if (input.settings().scaleOf(call, calls) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is added in one of the UNet's calls: both sides of guidance are steered.
   *
   * @param sample [batch, latent channels, height, width]
   */
  ControlNet.Residuals residuals(
      Tensor sample, Denoiser.Call call, UNet.Conditioning words, RunContext context)
      throws EngineException, CancelledException {
    double scale = input.settings().scaleOf(call.index(), call.count());
    if (scale == 0) {
      return net.nothing();
    }
    ControlNet.Residuals residuals =
        net.predict(
            sample,
            call.timestep(),
            words,
            input.picture().repeat(sample.dim(0)),
            scale,
            context.cancellation());
    if (call.index() == 0) {
      for (int i = 0; i < residuals.down().size(); i++) {
        context.trace().put("controlnet_down_" + i, residuals.down().get(i));
      }
      context.trace().put("controlnet_mid", residuals.mid());
    }
    if (!residuals.mid().isFinite()) {
      throw LatentCodec.notFinite("controlnet");
    }
    return residuals;
  }
}
