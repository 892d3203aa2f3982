package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop that both pipelines share: scale, predict, with guidance while that is on, step.
 *
 * @param unet that predicts
 * @param scheduler already at its begin index
 * @param guidance of the predictions
 * @param conditioning for the whole batch, negative half first where guidance is on
 * @param beside what the UNet sees beside the noisy latents, of a picture or a mask; or null
 * @param repaint what stays as it is, or null
 * @param control steers the UNet, or null
 * @param noise for stochastic schedulers
 */
record Denoiser(
    UNet unet,
    Scheduler scheduler,
    Guidance guidance,
    UNet.Conditioning conditioning,
    @Nullable Tensor beside,
    @Nullable MaskedBlend repaint,
    @Nullable Control control,
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
    boolean wasGuided = false;
    Tensor latents = start;
    trace.append("latents", latents);
    for (int i = 0; i < timesteps.length; i++) {
      context.cancellation().throwIfCancelled();
      boolean guided = guidance.isOn(i, timesteps.length, scheduler.noiseLevel());
      wasGuided |= guided;
      Call call = new Call(timesteps[i], i, timesteps.length);
      Tensor prediction =
          guided ? guided(latents, call, context) : unguided(latents, call, context);
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
    if (guidance.isOn() && !wasGuided) {
      context.listener().notice(Messages.of("diffusion.neverGuided"));
    }
    if (control != null && !control.isEverOn(timesteps.length)) {
      context.listener().notice(Messages.of("diffusion.neverControlled"));
    }
    return latents;
  }

  /**
   * A step's place.
   *
   * @param index from 0
   * @param count of all
   */
  record Call(double timestep, int index, int count) {}

  /** What both prompts say. */
  private Tensor guided(Tensor latents, Call call, RunContext context)
      throws EngineException, CancelledException {
    Tensor sample = sample(latents.repeat(2), 2, call.timestep);
    traceInputs("unet_sample", sample, call.timestep, context);
    Tensor out =
        guidance.inTwoCalls()
            ? inTwoCalls(sample, call, context)
            : predict(sample, call, conditioning, context);
    return guidance.apply(checked("unet_out_sample", out, context));
  }

  /** What the prompt alone says; beside guided calls, its tensors are traced apart from theirs. */
  private Tensor unguided(Tensor latents, Call call, RunContext context)
      throws EngineException, CancelledException {
    int images = latents.dim(0);
    Tensor sample = sample(latents, 1, call.timestep);
    String kind = guidance.isOn() ? "_unguided" : "";
    traceInputs("unet_sample" + kind, sample, call.timestep, context);
    UNet.Conditioning words =
        guidance.isOn() ? conditioning.slice(images, 2 * images) : conditioning;
    Tensor out = predict(sample, call, words, context);
    return checked("unet_out_sample" + kind, out, context);
  }

  private Tensor predict(Tensor sample, Call call, UNet.Conditioning words, RunContext context)
      throws EngineException, CancelledException {
    UNet.Conditioning steered =
        control == null ? words : words.with(control.residuals(seen(sample), call, words, context));
    return unet.predict(sample, call.timestep, steered, context.cancellation());
  }

  /** A ControlNet sees the noisy latents alone. */
  private Tensor seen(Tensor sample) {
    return beside == null ? sample : sample.channels(0, sample.dim(1) - beside.dim(1));
  }

  /** Latents as the network wants them, each side with what the network sees beside them. */
  private Tensor sample(Tensor batch, int sides, double timestep) {
    Tensor sample = scheduler.scaleModelInput(batch, timestep);
    return beside == null
        ? sample
        : Tensor.concat(1, List.of(sample, sides == 1 ? beside : beside.repeat(sides)));
  }

  private static void traceInputs(String name, Tensor sample, double timestep, RunContext context) {
    context.trace().append(name, sample);
    context.trace().append("unet_timestep", new Tensor(new int[0], new float[] {(float) timestep}));
  }

  private static Tensor checked(String name, Tensor out, RunContext context)
      throws EngineException {
    context.trace().append(name, out);
    if (!out.isFinite()) {
      throw LatentCodec.notFinite("unet");
    }
    return out;
  }

  private Tensor inTwoCalls(Tensor sample, Call call, RunContext context)
      throws EngineException, CancelledException {
    int half = sample.dim(0) / 2;
    List<Tensor> halves = new ArrayList<>();
    for (int from = 0; from < sample.dim(0); from += half) {
      halves.add(
          predict(
              sample.slice(from, from + half),
              call,
              conditioning.slice(from, from + half),
              context));
    }
    return Tensor.concat(0, halves);
  }
}
