package afterimage.onnx.model;

import afterimage.bundle.UNetConfig;
import afterimage.diffusion.pipeline.UNet;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A UNet exported by Optimum: sample, timestep, hidden states, pooled embedding, time ids. */
final class OnnxUNet implements UNet {
  private static final Set<String> INPUTS =
      Set.of("sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids");

  private final OnnxSession session;
  private final String output;
  private final int inChannels;
  private final int outChannels;
  private final int timeIds;

  /**
   * @param config beside the graph, for what the graph leaves open
   * @param impliedTimeIds how many the model's index implies
   * @throws EngineException if the graph takes other inputs, or contradicts its configuration
   */
  OnnxUNet(OnnxSession session, UNetConfig config, int impliedTimeIds) throws EngineException {
    this.session = session;
    this.output = session.outputNames().getFirst();
    if (!INPUTS.equals(Set.copyOf(session.inputNames()))) {
      throw new EngineException(
          Messages.of("onnx.unetInputs", session.inputNames(), INPUTS.stream().sorted().toList()),
          Messages.of("onnx.unetInputs.remedy"));
    }
    this.outChannels = config.outChannels();
    this.inChannels = agreed("sample", config.inChannels());
    this.timeIds = agreed("time_ids", impliedTimeIds);
  }

  /** The size of dimension 1, on which graph and configuration must agree. */
  private int agreed(String input, int configured) throws EngineException {
    long size = session.inputShape(input).length > 1 ? session.inputShape(input)[1] : -1;
    if (size > 0 && size != configured) {
      throw new EngineException(
          input.equals("sample")
              ? Messages.of("onnx.unetChannels", size, configured)
              : Messages.of("onnx.unetInput", size, input, configured),
          Messages.of("onnx.mixed.remedy"));
    }
    return configured;
  }

  /** What dimension {@code index} of an input must be, -1 where any will do. */
  long inputSize(String input, int index) {
    long[] shape = session.inputShape(input);
    return shape.length > index ? shape[index] : -1;
  }

  @Override
  public int inChannels() {
    return inChannels;
  }

  @Override
  public int timeIds() {
    return timeIds;
  }

  @Override
  public Tensor predict(
      Tensor sample, double timestep, Conditioning conditioning, Cancellation cancellation)
      throws EngineException, CancelledException {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("sample", sample);
    inputs.put("timestep", new Tensor(new int[0], new float[] {(float) timestep}));
    inputs.put("encoder_hidden_states", conditioning.encoderHiddenStates());
    inputs.put("text_embeds", conditioning.textEmbeds());
    inputs.put("time_ids", conditioning.timeIds());
    RequiredOutput prediction =
        RequiredOutput.of(output, sample.dim(0), outChannels, sample.dim(2), sample.dim(3));
    return session.run(inputs, List.of(prediction), cancellation).values().iterator().next();
  }
}
