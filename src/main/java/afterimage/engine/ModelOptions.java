package afterimage.engine;

import afterimage.message.Messages;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to be loaded.
 *
 * @param weights how its weights are kept in memory
 * @param loras what is added to it, in any order; checkpoints only
 * @param previewDecoder a tiny autoencoder's file, which paints the previews of models whose
 *     latents have its channels, or null
 * @param vae a file or folder with the VAE that takes the place of the model's own, or null;
 *     checkpoints only
 * @param controlNet a file or folder with a ControlNet that steers it by a control picture, or
 *     null; checkpoints only
 * @param partsFrom the checkpoint that text encoders and VAE are taken from where the model lacks
 *     them, or null for one that is known and fits
 */
@RecordBuilder
public record ModelOptions(
    Weights weights,
    List<Lora> loras,
    @Nullable Path previewDecoder,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Path vae,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Path controlNet,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Path partsFrom)
    implements ModelOptionsBuilder.With {

  /** What suits the machine, and nothing added. */
  public static final ModelOptions DEFAULT = new ModelOptions(Weights.AUTO);

  public ModelOptions {
    loras = loras == null ? List.of() : List.copyOf(loras);
  }

  /** With previews painted as the model itself says, and all its own parts. */
  public ModelOptions(Weights weights, List<Lora> loras) {
    this(weights, loras, null, null, null, null);
  }

  /** With nothing added. */
  public ModelOptions(Weights weights) {
    this(weights, List.of());
  }

  /**
   * A low-rank adaptation (Hu et al. 2021) of a model.
   *
   * @param file in safetensors
   * @param weight by which its effect is multiplied, in [-10, 10]: 1 as it was trained, 0 none
   * @param ownTextWeight the same for the text encoders, where it is another than the UNet's; null
   *     for the same
   */
  public record Lora(Path file, double weight, @Nullable Double ownTextWeight) {

    /** The largest weight, forwards and backwards. */
    public static final double MAX_WEIGHT = 10;

    /**
     * Checked.
     *
     * @throws IllegalArgumentException if a weight is out of its range
     */
    public Lora {
      requireInRange(weight);
      if (ownTextWeight != null) {
        requireInRange(ownTextWeight);
        ownTextWeight = ownTextWeight == weight ? null : ownTextWeight;
      }
    }

    /** With one weight for all of the model. */
    public Lora(Path file, double weight) {
      this(file, weight, null);
    }

    private static void requireInRange(double weight) {
      if (!(Math.abs(weight) <= MAX_WEIGHT)) {
        throw new IllegalArgumentException(
            Messages.of("engine.loraWeight", String.valueOf(weight)));
      }
    }

    /** By which its effect on the text encoders is multiplied. */
    public double textWeight() {
      return ownTextWeight == null ? weight : ownTextWeight;
    }

    /** Whether it changes anything. */
    public boolean hasEffect() {
      return weight != 0 || textWeight() != 0;
    }

    /** Its weights as A1111's tags have them: one, or that of the text encoders and the UNet's. */
    public String weights() {
      return ownTextWeight == null ? String.valueOf(weight) : ownTextWeight + ":" + weight;
    }
  }

  /** How 16-bit weights of a checkpoint are kept on a processor that computes in 32 bits. */
  public enum Weights {
    /** {@link #FULL} where the memory that is free suffices, else {@link #MAPPED}. */
    AUTO,
    /** Widened once and laid out for the processor: twice the checkpoint's size, the fastest. */
    FULL,
    /** Left in the file and widened at each use: hardly any memory, slower. */
    MAPPED,
    /** Linear layers of the UNet in eight bits: less memory than {@link #FULL}, a little loss. */
    INT8
  }
}
