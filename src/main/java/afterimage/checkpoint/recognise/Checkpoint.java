package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.diffusion.pipeline.UNetInput;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that was recognised: which networks it holds, and how large each is.
 *
 * @param path the file or folder as it was given
 * @param family what it is
 * @param parts its networks' weights
 * @param sizes its networks' sizes
 * @param ignored keys that serve no network, as they are stored
 * @param headers of its files
 * @param sidecars the JSON files beside it
 */
public record Checkpoint(
    Path path,
    Family family,
    Map<Part, WeightSet> parts,
    Sizes sizes,
    List<String> ignored,
    List<TensorFile> headers,
    Sidecars sidecars) {

  /** Twenty times the largest of a published network, the number of its tokens. */
  private static final long MAX_IN_DIMENSION = 1 << 20;

  /** The published refiner's, whose prompts go through one text encoder. */
  private static final long REFINER_CONTEXT = 1280;

  /**
   * The sizes of its networks; null for one that it lacks.
   *
   * @param textEncoder of CLIP
   * @param textEncoder2 of OpenCLIP
   * @param unet of the UNet
   * @param vae of the VAE
   * @param controlNet of the ControlNet
   */
  public record Sizes(
      @Nullable TextArchitecture textEncoder,
      @Nullable TextArchitecture textEncoder2,
      @Nullable UNetArchitecture unet,
      @Nullable VaeArchitecture vae,
      @Nullable ControlNetArchitecture controlNet) {}

  /** Whether it refines pictures only; of a UNet alone the width of its prompts tells. */
  public boolean isRefiner() {
    @Nullable WeightSet unet = parts.get(Part.UNET);
    return family == Family.SDXL_REFINER
        || (family == Family.UNET
            && unet != null
            && UNetArchitecture.contextWidth(unet) == REFINER_CONTEXT);
  }

  /** Whether it has text encoders of its own. */
  public boolean hasTextEncoders() {
    return parts.containsKey(Part.TEXT_ENCODER_2);
  }

  /** Whether it has a VAE of its own. */
  public boolean hasVae() {
    return parts.containsKey(Part.VAE);
  }

  /** Whether its UNet was made to fill in what a mask covers. */
  public boolean isInpainting() {
    UNetArchitecture unet = sizes.unet();
    return unet != null
        && UNetInput.of(unet.inChannels(), unet.outChannels())
            .filter(UNetInput.WITH_MASK::equals)
            .isPresent();
  }

  /** What it is, for people in their language. */
  public String kind() {
    return isInpainting() ? Messages.of("checkpoint.inpainting", family.label()) : family.label();
  }

  /** Whether a path may be a checkpoint: a file, or a folder in diffusers' layout with weights. */
  public static boolean mayBe(Path path) {
    return Files.isRegularFile(path) || DiffusersFolder.isOne(path);
  }

  /**
   * Recognises a checkpoint from its keys and shapes.
   *
   * @param path a {@code .safetensors} or {@code .gguf} file, or a folder in diffusers' layout
   * @throws EngineException if it is none that is known, or is not sound
   */
  public static Checkpoint read(Path path) throws EngineException {
    return ForeignModel.open(path, () -> recognise(path));
  }

  private static Checkpoint recognise(Path path) throws EngineException {
    boolean folder = Files.isDirectory(path);
    Sidecars sidecars = folder ? Sidecars.ofFolder(path) : Sidecars.ofFile(path);
    StoredTensors stored = folder ? DiffusersFolder.read(path) : SingleFile.read(path);
    requireBounds(stored);
    Family family =
        Family.of(stored.parts()).orElseThrow(() -> UnrecognisedCheckpoint.describe(path, stored));
    return new Checkpoint(
        path,
        family,
        stored.parts(),
        sizes(family, stored.parts(), sidecars),
        stored.ignored(),
        stored.headers(),
        sidecars);
  }

  /** Graphs are built and memory is taken by what shapes say. */
  static void requireBounds(StoredTensors stored) throws EngineException {
    for (Map.Entry<Part, WeightSet> part : stored.parts().entrySet()) {
      for (Weight weight : part.getValue().all().values()) {
        for (long size : weight.shape()) {
          if (size < 1 || size > MAX_IN_DIMENSION) {
            throw new EngineException(
                Messages.of(
                    "checkpoint.dimensions",
                    part.getKey().label(),
                    weight.storedName(),
                    weight.shape(),
                    MAX_IN_DIMENSION),
                Messages.of("checkpoint.unchanged"));
          }
        }
      }
    }
  }

  static Sizes sizes(Family family, Map<Part, WeightSet> parts, Sidecars sidecars)
      throws EngineException {
    @Nullable TextArchitecture first = text(Part.TEXT_ENCODER, parts, sidecars);
    @Nullable TextArchitecture second = text(Part.TEXT_ENCODER_2, parts, sidecars);
    @Nullable WeightSet unet = parts.get(Part.UNET);
    @Nullable WeightSet vae = parts.get(Part.VAE);
    @Nullable WeightSet control = parts.get(Part.CONTROLNET);
    int timeIds = family == Family.SDXL_REFINER ? 5 : 6;
    @Nullable UNetArchitecture unetSizes =
        unet == null || second == null
            ? null
            : UNetArchitecture.of(unet, sidecars, second.projection(), timeIds);
    return new Sizes(
        first,
        second,
        unetSizes,
        vae == null ? null : VaeArchitecture.of(vae, sidecars),
        control == null || unetSizes == null
            ? null
            : ControlNetArchitecture.of(control, sidecars, unetSizes));
  }

  private static @Nullable TextArchitecture text(
      Part part, Map<Part, WeightSet> parts, Sidecars sidecars) throws EngineException {
    @Nullable WeightSet weights = parts.get(part);
    return weights == null ? null : TextArchitecture.of(part, weights, sidecars);
  }
}
