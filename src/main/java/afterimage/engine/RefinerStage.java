package afterimage.engine;

import afterimage.message.Messages;
import java.nio.file.Path;

/** What a second model does to a picture that a base model makes from words. */
public sealed interface RefinerStage {

  /** The second model's folder. */
  Path model();

  /** Whether the models must share one latent space. */
  boolean handsLatents();

  /**
   * Ensemble of experts: the base denoises up to a point of one schedule, the refiner takes over
   * its noisy latents there (Podell et al. 2023, 2.5).
   *
   * @param switchAt share of the schedule that the base runs, in (0, 1)
   */
  record Ensemble(Path model, double switchAt) implements RefinerStage {
    public Ensemble {
      if (!(switchAt > 0 && switchAt < 1)) {
        throw new IllegalArgumentException(Messages.of("engine.switch", String.valueOf(switchAt)));
      }
    }

    @Override
    public boolean handsLatents() {
      return true;
    }
  }

  /**
   * Two stages: the base's finished picture is refined with the same words (SDEdit, Meng et al.
   * 2021).
   *
   * @param strength share of the schedule that the refiner runs, in (0, 1]
   * @param inLatents whether the base's latents are handed over as they are, and not its 8-bit
   *     picture; both models must share one latent space then
   */
  record SecondPass(Path model, double strength, boolean inLatents) implements RefinerStage {
    public SecondPass {
      if (!(strength > 0 && strength <= 1)) {
        throw new IllegalArgumentException(
            Messages.of("engine.strength", String.valueOf(strength)));
      }
    }

    @Override
    public boolean handsLatents() {
      return inLatents;
    }
  }
}
