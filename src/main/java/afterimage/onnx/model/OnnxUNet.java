package afterimage.onnx.model;

import afterimage.bundle.UNetConfig;
import afterimage.checkpoint.network.UNetGraph;
import afterimage.diffusion.pipeline.ControlNet;
import afterimage.diffusion.pipeline.UNet;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final List<Integer> residualChannels;

  /**
   * @param config beside the graph, for what the graph leaves open
   * @param impliedTimeIds how many the model's index implies
   * @param controlled whether it takes what a ControlNet gives
   * @throws EngineException if the graph takes other inputs, or contradicts its configuration
   */
  OnnxUNet(OnnxSession session, UNetConfig config, int impliedTimeIds, boolean controlled)
      throws EngineException {
    this.session = session;
    this.output = session.outputNames().getFirst();
    this.residualChannels = controlled ? residualChannels(session) : List.of();
    Set<String> own = new HashSet<>(session.inputNames());
    if (controlled) {
      own.removeIf(name -> name.startsWith(UNetGraph.DOWN_RESIDUAL));
      own.remove(UNetGraph.MID_RESIDUAL);
    }
    if (!INPUTS.equals(own)) {
      throw new EngineException(
          Messages.of("onnx.unetInputs", session.inputNames(), INPUTS.stream().sorted().toList()),
          Messages.of("onnx.unetInputs.remedy"));
    }
    this.outChannels = config.outChannels();
    this.inChannels = agreed("sample", config.inChannels());
    this.timeIds = agreed("time_ids", impliedTimeIds);
  }

  private static List<Integer> residualChannels(OnnxSession session) {
    List<Integer> channels = new ArrayList<>();
    Set<String> names = Set.copyOf(session.inputNames());
    for (String name = UNetGraph.DOWN_RESIDUAL + 0;
        names.contains(name);
        name = UNetGraph.DOWN_RESIDUAL + channels.size()) {
      channels.add(Math.toIntExact(session.inputShape(name)[1]));
    }
    return List.copyOf(channels);
  }

  /**
   * The channels of what a ControlNet adds to the blocks that lead down; empty without one. The
   * last are the middle's as well.
   */
  List<Integer> residualChannels() {
    return residualChannels;
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
    Map<String, Tensor> inputs = new HashMap<>(inputs(sample, timestep, conditioning));
    if (!residualChannels.isEmpty()) {
      put(residuals(conditioning), inputs);
    }
    RequiredOutput prediction =
        RequiredOutput.of(output, sample.dim(0), outChannels, sample.dim(2), sample.dim(3));
    return session.run(inputs, List.of(prediction), cancellation).values().iterator().next();
  }

  /** What the UNet and its ControlNet both take. */
  static Map<String, Tensor> inputs(Tensor sample, double timestep, Conditioning conditioning) {
    return Map.of(
        "sample", sample,
        "timestep", new Tensor(new int[0], new float[] {(float) timestep}),
        "encoder_hidden_states", conditioning.encoderHiddenStates(),
        "text_embeds", conditioning.textEmbeds(),
        "time_ids", conditioning.timeIds());
  }

  private ControlNet.Residuals residuals(Conditioning conditioning) {
    ControlNet.Residuals given = conditioning.residuals();
    return given == null
        ? ControlNet.Residuals.zeros(residualChannels, residualChannels.getLast())
        : given;
  }

  private static void put(ControlNet.Residuals residuals, Map<String, Tensor> inputs) {
    for (int i = 0; i < residuals.down().size(); i++) {
      inputs.put(UNetGraph.DOWN_RESIDUAL + i, residuals.down().get(i));
    }
    inputs.put(UNetGraph.MID_RESIDUAL, residuals.mid());
  }
}
