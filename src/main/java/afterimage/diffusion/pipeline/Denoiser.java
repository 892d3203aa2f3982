package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop that both pipelines share: scale, predict with guidance, step.
 *
 * @param unet that predicts
 * @param scheduler already at its begin index
 * @param guidance of the predictions
 * @param conditioning for the whole batch, negative half first where guidance is on
 * @param beside what the UNet sees beside the noisy latents, of a picture or a mask; or null
 * @param repaint what stays as it is, or null
 * @param noise for stochastic schedulers
 */
record Denoiser(
    UNet unet,
    Scheduler scheduler,
    Guidance guidance,
    UNet.Conditioning conditioning,
    @Nullable Tensor beside,
    @Nullable MaskedBlend repaint,
    NoiseSource noise) {

  /** Runs over {@code timesteps}, from {@code start}, to the latents at the end. */
  Tensor run(Tensor start, double[] timesteps, RunContext context)
      throws EngineException, CancelledException {
    TensorTrace trace = context.trace();
    NoiseSource stepNoise =
        shape -> {
          Tensor drawn = noise.normal(shape);
          trace.append("noise_step", drawn);
          return drawn;
        };
    int order = scheduler.order();
    int steps = (timesteps.length + order - 1) / order;
    Tensor latents = start;
    trace.append("latents", latents);
    for (int i = 0; i < timesteps.length; i++) {
      context.cancellation().throwIfCancelled();
      Tensor prediction = predict(latents, timesteps[i], context);
      trace.append("guided_noise_pred", prediction);
      Scheduler.Step step = scheduler.step(prediction, timesteps[i], latents, stepNoise);
      latents = step.previous();
      boolean last = i == timesteps.length - 1;
      boolean whole = last || (i + 1) % order == 0;
      if (repaint != null && whole) {
        trace.append("latents_before_blend", latents);
        latents = repaint.blend(latents, last ? null : timesteps[i + 1], scheduler);
      }
      trace.append("latents", latents);
      if (whole) {
        context.listener().step(i / order + 1, steps, step.predictedOriginal());
      }
    }
    return latents;
  }

  private Tensor predict(Tensor latents, double timestep, RunContext context)
      throws EngineException, CancelledException {
    Tensor batch = guidance.isOn() ? latents.repeat(2) : latents;
    Tensor sample = scheduler.scaleModelInput(batch, timestep);
    if (beside != null) {
      Tensor seen = guidance.isOn() ? beside.repeat(2) : beside;
      sample = Tensor.concat(1, List.of(sample, seen));
    }
    TensorTrace trace = context.trace();
    trace.append("unet_sample", sample);
    trace.append("unet_timestep", new Tensor(new int[0], new float[] {(float) timestep}));
    Tensor out =
        guidance.isOn() && guidance.inTwoCalls()
            ? inTwoCalls(sample, timestep, context)
            : unet.predict(sample, timestep, conditioning, context.cancellation());
    trace.append("unet_out_sample", out);
    if (!out.isFinite()) {
      throw LatentCodec.notFinite("unet");
    }
    return guidance.isOn() ? guidance.apply(out) : out;
  }

  private Tensor inTwoCalls(Tensor sample, double timestep, RunContext context)
      throws EngineException, CancelledException {
    int half = sample.dim(0) / 2;
    List<Tensor> halves = new ArrayList<>();
    for (int from = 0; from < sample.dim(0); from += half) {
      halves.add(
          unet.predict(
              sample.slice(from, from + half),
              timestep,
              conditioning.slice(from, from + half),
              context.cancellation()));
    }
    return Tensor.concat(0, halves);
  }
}
