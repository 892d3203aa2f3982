package afterimage.catalog;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelPlacement;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineListener;
import afterimage.engine.TokenCount;
import java.nio.file.Path;

/**
 * An engine that does what prompts' tags ask for, wherever a request comes from: typed, from a
 * preset, from a picture, or from a queue that a former version wrote.
 *
 * @param engine makes the pictures
 * @param loras finds what tags name
 * @param embeddings finds what else prompts call by name
 */
public record TagReadingEngine(ImageEngine engine, PromptLoras loras, PromptEmbeddings embeddings)
    implements ImageEngine {

  @Override
  public ModelPlacement placement(ModelRef model, Device device) throws EngineException {
    return engine.placement(model, device);
  }

  @Override
  public ImageResult run(ImageRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    PromptLoras.Resolved resolved = loras.resolve(request.settings(), request.model());
    resolved.notices().forEach(listener::notice);
    PromptEmbeddings.Resolved called = embeddings.resolve(resolved.settings(), resolved.model());
    called.notices().forEach(listener::notice);
    ImageResult result =
        engine.run(
            request.withSettings(called.settings()).withModel(called.model()),
            listener,
            cancellation);
    ImageResult recorded =
        result.withSettings(
            PromptLoras.recorded(result.settings(), resolved.model().options().loras()));
    Path vae = resolved.model().options().vae();
    return vae == null ? recorded : recorded.withVae(VaeHash.of(vae));
  }

  @Override
  public ModelInfo describe(ModelRef model) throws EngineException {
    return engine.describe(model);
  }

  @Override
  public TokenCount countTokens(ModelRef model, String prompt, boolean plain)
      throws EngineException {
    return engine.countTokens(embeddings.calledBy(prompt, model), prompt, plain);
  }

  @Override
  public DeviceReport devices() {
    return engine.devices();
  }

  @Override
  public DeviceReport measureDevices() {
    return engine.measureDevices();
  }

  @Override
  public DeviceCheck checkDevice(Device device) {
    return engine.checkDevice(device);
  }

  @Override
  public void limitMemory(long bytes) {
    engine.limitMemory(bytes);
  }

  @Override
  public void close() {
    engine.close();
  }
}
