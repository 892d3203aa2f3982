package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.preview.LatentPreview;
import afterimage.engine.RefineListener;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Passes a pipeline's progress on, with a preview of the picture's area after each step.
 *
 * @param listener who hears of it
 * @param preview how to paint latents, or null where nobody knows
 * @param latents what they are like
 * @param framing of the picture
 */
record Progress(
    RefineListener listener, @Nullable LatentPreview preview, LatentSpace latents, Framing framing)
    implements PipelineListener {

  /** For a run of a model. */
  static Progress of(ModelBundle bundle, RefineListener listener, Framing framing) {
    return new Progress(listener, preview(bundle), bundle.pipeline().latents(), framing);
  }

  /** The descriptor's factors, or SDXL's for latents like SDXL's. */
  private static @Nullable LatentPreview preview(ModelBundle bundle) {
    float[][] factors = bundle.descriptor().rgbFactors();
    if (factors != null) {
      float[] bias = bundle.descriptor().rgbBias();
      return new LatentPreview(factors, bias == null ? new float[3] : bias);
    }
    return bundle.pipeline().latents().channels() == LatentPreview.SDXL.channels()
        ? LatentPreview.SDXL
        : null;
  }

  @Override
  public void phase(RefineListener.Phase phase) {
    listener.phase(phase);
  }

  @Override
  public void notice(String message) {
    listener.notice(message);
  }

  @Override
  public void step(int step, int steps, Tensor predictedOriginal) {
    listener.step(step, steps);
    if (preview != null && preview.channels() == latents.channels()) {
      int width = Math.ceilDiv(framing.width(), latents.factor());
      int height = Math.ceilDiv(framing.height(), latents.factor());
      listener.preview(preview.paint(step, steps, predictedOriginal, width, height));
    }
  }
}
