package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a model together from the parts of several checkpoints. */
public final class Completion {
  private static final String TOKENS = "text_model.embeddings.token_embedding.weight";
  private static final String VAE_LATENTS = "decoder.conv_in.weight";
  private static final String UNET_LATENTS = "conv_out.weight";

  private Completion() {}

  /**
   * A checkpoint with another VAE.
   *
   * @throws EngineException if the VAE makes other latents than the UNet
   */
  public static Checkpoint withVae(Checkpoint checkpoint, VaeSource vae) throws EngineException {
    long made = vae.weights().size(VAE_LATENTS, 1);
    long wanted = size(checkpoint, Part.UNET, UNET_LATENTS, 0);
    if (made != wanted) {
      throw new EngineException(
          Messages.of("checkpoint.vae.latents", vae.path(), checkpoint.path(), made, wanted),
          Messages.of("checkpoint.vae.latents.remedy"));
    }
    Map<Part, WeightSet> parts = new EnumMap<>(checkpoint.parts());
    parts.put(Part.VAE, vae.weights());
    return with(
        checkpoint, parts, vae.headers(), checkpoint.sidecars().with(Part.VAE, vae.config()));
  }

  /**
   * A checkpoint that has its text encoders, with a ControlNet.
   *
   * @throws EngineException if the ControlNet is made for another UNet
   */
  public static Checkpoint withControlNet(Checkpoint checkpoint, ControlNetSource net)
      throws EngineException {
    UNetArchitecture unet = checkpoint.sizes().unet();
    VaeArchitecture vae = checkpoint.sizes().vae();
    if (unet == null) {
      throw new IllegalArgumentException("a ControlNet for half a model");
    }
    net.requireFit(checkpoint.path(), unet, vae == null ? 0 : vae.factor());
    Map<Part, WeightSet> parts = new EnumMap<>(checkpoint.parts());
    parts.put(Part.CONTROLNET, net.weights());
    Sidecars sidecars = checkpoint.sidecars().with(Part.CONTROLNET, net.config());
    return with(checkpoint, parts, net.headers(), sidecars);
  }

  /**
   * A checkpoint with what it lacks from another: text encoders, and a VAE.
   *
   * @throws EngineException if the text encoders are not those that the UNet was made for
   */
  public static Checkpoint withPartsOf(Checkpoint checkpoint, Checkpoint other)
      throws EngineException {
    Map<Part, WeightSet> parts = new EnumMap<>(checkpoint.parts());
    if (!checkpoint.hasTextEncoders()) {
      if (!fits(checkpoint, other)) {
        throw new EngineException(
            Messages.of("checkpoint.parts.fit", checkpoint.path(), other.path()),
            Messages.of("checkpoint.parts.fit.remedy"),
            EngineException.Alternative.PARTS_OF_ANOTHER_MODEL,
            null);
      }
      if (!isForSecondEncoder(checkpoint, other)) {
        put(parts, Part.TEXT_ENCODER, other);
      }
      put(parts, Part.TEXT_ENCODER_2, other);
    }
    if (!checkpoint.hasVae()) {
      put(parts, Part.VAE, other);
    }
    Sidecars sidecars = checkpoint.sidecars().withParts(other.sidecars());
    return with(checkpoint, parts, other.headers(), sidecars);
  }

  /** Whether another checkpoint's text encoders are of the sizes that a lone UNet wants. */
  public static boolean fits(Checkpoint checkpoint, Checkpoint other) {
    return other.hasTextEncoders()
        && (isForSecondEncoder(checkpoint, other) || isForBothEncoders(checkpoint, other));
  }

  private static boolean isForSecondEncoder(Checkpoint checkpoint, Checkpoint other) {
    return context(checkpoint) == size(other, Part.TEXT_ENCODER_2, TOKENS, 1);
  }

  private static boolean isForBothEncoders(Checkpoint checkpoint, Checkpoint other) {
    return other.parts().containsKey(Part.TEXT_ENCODER)
        && context(checkpoint)
            == size(other, Part.TEXT_ENCODER, TOKENS, 1)
                + size(other, Part.TEXT_ENCODER_2, TOKENS, 1);
  }

  private static long context(Checkpoint checkpoint) {
    @Nullable WeightSet unet = checkpoint.parts().get(Part.UNET);
    return unet == null ? 0 : UNetArchitecture.contextWidth(unet);
  }

  private static long size(Checkpoint checkpoint, Part part, String weight, int dimension) {
    @Nullable WeightSet weights = checkpoint.parts().get(part);
    return weights == null ? 0 : weights.size(weight, dimension);
  }

  private static void put(Map<Part, WeightSet> parts, Part part, Checkpoint from) {
    @Nullable WeightSet weights = from.parts().get(part);
    if (weights != null) {
      parts.put(part, weights);
    }
  }

  /** Only the files that are used count, lest a change of others were told. */
  private static Checkpoint with(
      Checkpoint checkpoint, Map<Part, WeightSet> parts, List<TensorFile> others, Sidecars sidecars)
      throws EngineException {
    List<TensorFile> headers = new ArrayList<>(checkpoint.headers());
    others.stream().filter(header -> isUsed(header.file(), parts)).forEach(headers::add);
    Family family = Family.of(parts).orElse(checkpoint.family());
    return new Checkpoint(
        checkpoint.path(),
        family,
        parts,
        Checkpoint.sizes(family, parts, sidecars),
        checkpoint.ignored(),
        headers.stream().filter(header -> isUsed(header.file(), parts)).distinct().toList(),
        sidecars);
  }

  private static boolean isUsed(Path file, Map<Part, WeightSet> parts) {
    return parts.values().stream()
        .flatMap(weights -> weights.all().values().stream())
        .anyMatch(weight -> weight.file().equals(file));
  }
}
