package afterimage.onnx.model;

import afterimage.checkpoint.network.ControlNetGraph;
import afterimage.diffusion.pipeline.ControlNet;
import afterimage.diffusion.pipeline.UNet;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A ControlNet that was compiled with its UNet. */
final class OnnxControlNet implements ControlNet {
  private final OnnxSession session;
  private final OnnxUNet unet;
  private final int levels;

  /**
   * @param unet which takes what it gives
   * @param levels of both
   */
  OnnxControlNet(OnnxSession session, OnnxUNet unet, int levels) {
    this.session = session;
    this.unet = unet;
    this.levels = levels;
  }

  @Override
  public Residuals predict(
      Tensor sample,
      double timestep,
      UNet.Conditioning conditioning,
      Tensor pictures,
      double scale,
      Cancellation cancellation)
      throws EngineException, CancelledException {
    Map<String, Tensor> inputs = new HashMap<>(OnnxUNet.inputs(sample, timestep, conditioning));
    inputs.put("controlnet_cond", pictures);
    inputs.put("conditioning_scale", new Tensor(new int[0], new float[] {(float) scale}));
    List<RequiredOutput> wanted = new ArrayList<>();
    List<Integer> channels = unet.residualChannels();
    int perLevel = Math.ceilDiv(channels.size(), levels);
    for (int i = 0; i < channels.size(); i++) {
      wanted.add(required(ControlNetGraph.DOWN_RESULT + i, sample, channels.get(i), i / perLevel));
    }
    wanted.add(required(ControlNetGraph.MID_RESULT, sample, channels.getLast(), levels - 1));
    Map<String, Tensor> results = session.run(inputs, wanted, cancellation);
    List<Tensor> down =
        wanted.subList(0, channels.size()).stream()
            .map(output -> Objects.requireNonNull(results.get(output.output())))
            .toList();
    return new Residuals(down, Objects.requireNonNull(results.get(ControlNetGraph.MID_RESULT)));
  }

  /** Of a level, each of which has as many results and half the height and width of the last. */
  private static RequiredOutput required(String output, Tensor sample, int channels, int level) {
    return RequiredOutput.of(
        output,
        sample.dim(0),
        channels,
        Math.ceilDiv(sample.dim(2), 1 << level),
        Math.ceilDiv(sample.dim(3), 1 << level));
  }

  @Override
  public Residuals nothing() {
    return Residuals.zeros(unet.residualChannels(), unet.residualChannels().getLast());
  }
}
