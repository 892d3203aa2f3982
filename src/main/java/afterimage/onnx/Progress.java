package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.preview.LatentPreview;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.message.Messages;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.PreviewDecoder;
import afterimage.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Passes a pipeline's progress on, with a preview of the picture's area after each step.
 *
 * @param listener who hears of it
 * @param decoder what paints latents best, or null
 * @param preview how to paint latents otherwise, or null where nobody knows
 * @param latents what they are like
 * @param framing of the picture
 * @param placing what becomes of a frame of that area before anybody sees it
 * @param cancellation of the run
 */
record Progress(
    RefineListener listener,
    @Nullable PreviewDecoder decoder,
    @Nullable LatentPreview preview,
    LatentSpace latents,
    Framing framing,
    UnaryOperator<PreviewFrame> placing,
    Cancellation cancellation)
    implements PipelineListener {

  /** For a run of a model. */
  static Progress of(
      LoadedModel model,
      RefineListener listener,
      Framing framing,
      UnaryOperator<PreviewFrame> placing,
      Cancellation cancellation) {
    ModelBundle bundle = model.bundle();
    return new Progress(
        listener,
        model.previews(),
        preview(bundle),
        bundle.pipeline().latents(),
        framing,
        placing,
        cancellation);
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
  public void step(int step, int steps, Tensor predictedOriginal) throws CancelledException {
    listener.step(step, steps);
    if (decoder != null && hasDecoded(decoder, step, steps, predictedOriginal)) {
      return;
    }
    if (preview != null && preview.channels() == latents.channels()) {
      int width = Math.ceilDiv(framing.width(), latents.factor());
      int height = Math.ceilDiv(framing.height(), latents.factor());
      listener.preview(placing.apply(preview.paint(step, steps, predictedOriginal, width, height)));
    }
  }

  /** A preview that fails is no reason to give the run up. */
  private boolean hasDecoded(PreviewDecoder painter, int step, int steps, Tensor latent)
      throws CancelledException {
    try {
      listener.preview(placing.apply(painter.paint(step, steps, latent, framing, cancellation)));
      return true;
    } catch (EngineException e) {
      if (step == 1) {
        listener.notice(Messages.of("onnx.coarsePreviews", e.what()));
      }
      return false;
    }
  }
}
