package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.engine.EngineException;
import afterimage.engine.ModelPlacement;
import afterimage.onnx.runtime.PlacedNodes;
import afterimage.onnx.runtime.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
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
    ModelBundle bundle = source.bundle();
    List<ModelPlacement.Network> networks = new ArrayList<>();
    for (Map.Entry<String, Path> part : bundle.graphs().entrySet()) {
      networks.add(
          PlacedNodes.of(
              part.getKey(),
              part.getValue(),
              source.weights(),
              provider,
              input -> sizes(part.getKey(), input, bundle)));
    }
    return new ModelPlacement(provider.device(), networks);
  }

  /** Of the smallest picture that the model takes. */
  private static PlacedNodes.Sizes sizes(String part, String input, ModelBundle bundle) {
    LatentSpace latents = bundle.pipeline().latents();
    int side = bundle.minSide();
    int tokens = bundle.texts().getFirst().tokenizer().config().maxLength();
    if (part.equals("vae_encoder") || input.equals(OnnxVae.IMAGE)) {
      return new PlacedNodes.Sizes(COLORS, side, tokens);
    }
    int channels = part.equals("unet") ? bundle.unet().inChannels() : latents.channels();
    return new PlacedNodes.Sizes(channels, side / latents.factor(), tokens);
  }
}
