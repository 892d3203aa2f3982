package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint in one file, in the original's naming: {@code model.diffusion_model} is the UNet,
 * {@code first_stage_model} the VAE, {@code conditioner.embedders} the text encoders; or a file
 * that holds a UNet or a VAE only, in safetensors or GGUF.
 */
final class SingleFile {
  private static final String UNET = "model.diffusion_model.";
  private static final String VAE = "first_stage_model.";
  private static final String EMBEDDERS = "conditioner.embedders.";
  private static final String OPEN_CLIP = "model.";
  private static final String CLIP = "transformer.";
  private static final String POSITION_IDS = "text_model.embeddings.position_ids";

  private final Map<String, Weight> unet = new LinkedHashMap<>();
  private final Map<String, Weight> diffusersUnet = new LinkedHashMap<>();
  private final Map<String, Weight> vae = new LinkedHashMap<>();
  private final Map<String, Weight> tinyVae = new LinkedHashMap<>();
  private final Map<String, Weight> originalTinyVae = new LinkedHashMap<>();
  private final Map<String, Weight> clip = new LinkedHashMap<>();
  private final Map<String, Weight> openClip = new LinkedHashMap<>();
  private final List<String> ignored = new ArrayList<>();

  private SingleFile() {}

  /** Reads a file's header and sorts its tensors. */
  static StoredTensors read(Path path) throws EngineException {
    TensorFile header = TensorFiles.read(realPath(path));
    SingleFile file = new SingleFile();
    ScaledWeights.of(header).forEach(file::sort);
    if (file.ignored.stream().anyMatch(BareUNet::isOfControlNet)) {
      file.unet.clear();
      file.diffusersUnet.clear();
    }
    return new StoredTensors(file.parts(), List.copyOf(file.ignored), List.of(header));
  }

  /**
   * The file itself where the path is a link, as in Hugging Face's cache: ONNX Runtime refuses
   * weights behind a link that leaves their folder.
   */
  static Path realPath(Path path) throws EngineException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.missing", path), Messages.of("checkpoint.path"), e);
    }
  }

  private void sort(String key, Weight weight) {
    if (key.startsWith(UNET)) {
      unet.put(key.substring(UNET.length()), weight);
    } else if (key.startsWith(VAE)) {
      vae.put(key.substring(VAE.length()), weight);
    } else if (key.startsWith(EMBEDDERS)) {
      embedder(key, weight);
    } else if (isTinyVae(key)) {
      tinyVae.put(key, weight);
    } else if (isVae(key)) {
      vae.put(key, weight);
    } else if (BareUNet.isOriginal(key)) {
      unet.put(key, weight);
    } else if (BareUNet.isDiffusers(key)) {
      diffusersUnet.put(key, weight);
    } else if (TinyVaeNames.isOriginal(key)) {
      originalTinyVae.put(key, weight);
    } else {
      ignored.add(key);
    }
  }

  private static boolean isTinyVae(String key) {
    return key.startsWith("decoder.layers.") || key.startsWith("encoder.layers.");
  }

  private static boolean isVae(String key) {
    return key.startsWith("encoder.")
        || key.startsWith("decoder.")
        || key.startsWith("quant_conv.")
        || key.startsWith("post_quant_conv.");
  }

  private void embedder(String key, Weight weight) {
    String name = key.substring(key.indexOf('.', EMBEDDERS.length()) + 1);
    boolean inClip = name.startsWith(CLIP);
    boolean inOpenClip = name.startsWith(OPEN_CLIP);
    String inTower = name.substring(name.indexOf('.') + 1);
    if (inClip && !inTower.equals(POSITION_IDS)) {
      clip.put(inTower, weight);
    } else if (inOpenClip && !OpenClipNames.IGNORABLE.contains(inTower)) {
      openClip.put(inTower, weight);
    } else {
      ignored.add(key);
    }
  }

  private Map<Part, WeightSet> parts() {
    Map<Part, WeightSet> parts = new EnumMap<>(Part.class);
    if (!clip.isEmpty()) {
      parts.put(Part.TEXT_ENCODER, new WeightSet(clip));
    }
    if (!openClip.isEmpty()) {
      parts.put(Part.TEXT_ENCODER_2, new WeightSet(OpenClipNames.translate(openClip)));
    }
    if (!unet.isEmpty() || !diffusersUnet.isEmpty()) {
      parts.put(Part.UNET, new WeightSet(unetNames()));
    }
    if (!vae.isEmpty()) {
      parts.put(Part.VAE, new WeightSet(vaeNames(vae)));
    }
    originalTinyVae.forEach(
        (name, weight) ->
            tinyVae.put(TinyVaeNames.translate(name, originalTinyVae.keySet()), weight));
    if (!tinyVae.isEmpty()) {
      parts.put(Part.TINY_VAE, new WeightSet(tinyVae));
    }
    return parts;
  }

  private Map<String, Weight> unetNames() {
    SgmUNetNames names = new SgmUNetNames(unet.keySet());
    Map<String, Weight> result = new LinkedHashMap<>(diffusersUnet);
    unet.forEach(
        (name, weight) -> {
          Optional<String> ours = names.translate(name);
          result.put(ours.orElse(name), weight);
        });
    return result;
  }

  /** A VAE's weights by diffusers' names, whichever names they come with. */
  static Map<String, Weight> vaeNames(Map<String, Weight> vae) {
    SgmVaeNames names = new SgmVaeNames(vae.keySet());
    Map<String, Weight> result = new LinkedHashMap<>();
    vae.forEach((name, weight) -> result.put(names.translate(name), weight));
    return result;
  }
}
