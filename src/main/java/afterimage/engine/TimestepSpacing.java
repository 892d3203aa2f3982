package afterimage.engine;

import afterimage.message.Messages;
import java.util.Locale;

/**
 * Which of the timesteps that a model was trained on a sampler visits. Samplers with noise levels
 * of their own (Karras) and those of distilled models (LCM, TCD) choose them otherwise.
 *
 * @see <a href="https://arxiv.org/abs/2305.08891">Lin et al. 2024, table 2</a>
 */
public enum TimestepSpacing {
  /** As the model's configuration says. */
  MODEL,
  /** From the first on: never the noisiest. */
  LEADING,
  /** Back from the last, the noisiest; distilled models with few steps want this. */
  TRAILING,
  /** Evenly, the first and the last included. */
  LINSPACE;

  /**
   * Reads a name, in any case.
   *
   * @throws IllegalArgumentException if there is none such
   */
  public static TimestepSpacing parse(String text) {
    for (TimestepSpacing spacing : values()) {
      if (spacing.toString().equalsIgnoreCase(text)) {
        return spacing;
      }
    }
    throw new IllegalArgumentException(Messages.of("engine.spacing", text));
  }

  /** Diffusers' word for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
