package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.engine.EngineException;
import afterimage.engine.ModelPlacement;
import afterimage.onnx.runtime.PlacedNodes;
import afterimage.onnx.runtime.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out where a model's operations are computed: each network runs once, on a small input. */
public final class PlacedModel {
  private static final int COLORS = 3;

  private PlacedModel() {}

  /**
   * Runs all networks, one after the other.
   *
   * @throws EngineException if one cannot be loaded or run there
   */
  public static ModelPlacement of(ModelSource source, Provider provider) throws EngineException {
    Map<String, Integer> sizes = sizes(source.bundle());
    List<ModelPlacement.Network> networks = new ArrayList<>();
    for (Map.Entry<String, Path> part : source.bundle().graphs().entrySet()) {
      Map<String, Integer> own = new HashMap<>(sizes);
      if (part.getKey().equals("vae_encoder")) {
        own.put("sample.1", COLORS);
        own.put("sample.2", source.bundle().minSide());
        own.put("sample.3", source.bundle().minSide());
      }
      networks.add(
          PlacedNodes.of(part.getKey(), part.getValue(), source.weights(), provider, own));
    }
    return new ModelPlacement(provider.device(), networks);
  }

  /** Of the smallest picture that the model takes, by input and place. */
  private static Map<String, Integer> sizes(ModelBundle bundle) {
    int latents = bundle.minSide() / bundle.pipeline().latents().factor();
    int tokens = bundle.texts().getFirst().tokenizer().config().maxLength();
    return Map.of(
        "sample.1", bundle.unet().inChannels(),
        "sample.2", latents,
        "sample.3", latents,
        "latent_sample.1", bundle.pipeline().latents().channels(),
        "latent_sample.2", latents,
        "latent_sample.3", latents,
        "encoder_hidden_states.1", tokens,
        "input_ids.1", tokens);
  }
}
