package afterimage.onnx.model;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.CompiledModel;
import afterimage.diffusion.pipeline.Framing;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.PreviewFrame;
import afterimage.image.Picture;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.onnx.runtime.Weights;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A tiny autoencoder's decoder: paints previews at the picture's full size, for a small part of a
 * step's time, and the finished picture where that is asked for.
 *
 * @param session its graph
 */
public record PreviewDecoder(OnnxSession session) {
  private static final int BITS = 8;

  /** Loads what was compiled. */
  static PreviewDecoder open(CompiledModel compiled, Provider provider) throws EngineException {
    Path graph =
        compiled.folder().resolve(CheckpointCompiler.PREVIEW_DECODER).resolve("model.onnx");
    Weights weights =
        Weights.inCheckpoint(compiled.weights(), ModelOptions.Weights.FULL, () -> Long.MAX_VALUE);
    return new PreviewDecoder(OnnxSession.open("preview decoder", graph, weights, provider));
  }

  /** Of the latents that it paints. */
  int channels() {
    long[] shape = session.inputShape(session.inputNames().getFirst());
    return shape.length == 4 ? (int) shape[1] : -1;
  }

  /**
   * Pictures of latents, [batch, 3, height, width], about [-1, 1].
   *
   * @param latents [batch, channels, height / 8, width / 8], scaled
   * @throws EngineException if the decoder fails, or enlarges latents by another factor
   */
  Tensor decode(Tensor latents, int height, int width, Cancellation cancellation)
      throws EngineException, CancelledException {
    String out = session.outputNames().getFirst();
    return session
        .run(
            Map.of(session.inputNames().getFirst(), latents),
            List.of(RequiredOutput.of(out, latents.dim(0), 3, height, width)),
            cancellation)
        .values()
        .iterator()
        .next();
  }

  /**
   * Paints the first item, without what it was padded with.
   *
   * @param latents [1 or more, channels, height, width], scaled
   * @throws EngineException if the decoder fails, or enlarges latents by another factor
   */
  public PreviewFrame paint(
      int step, int steps, Tensor latents, Framing framing, Cancellation cancellation)
      throws EngineException, CancelledException {
    Tensor pixels =
        decode(latents.slice(0), framing.paddedHeight(), framing.paddedWidth(), cancellation);
    Picture picture = framing.crop(pixels, BITS);
    int[] argb = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, argb, y * picture.width());
    }
    return new PreviewFrame(step, steps, picture.width(), picture.height(), argb);
  }
}
