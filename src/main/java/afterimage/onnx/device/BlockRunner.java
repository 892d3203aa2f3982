package afterimage.onnx.device;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.BlockGraph;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.MadeUpNumbers;
import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.onnx.runtime.Weights;
import afterimage.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs blocks on a device, from graphs with weights in a file beside them, as checkpoints are run.
 *
 * @param provider the device
 * @param folder that graphs and weights are written to
 * @param graphs makes them; another than {@link #COMPILER} to try what happens with wrong ones
 */
record BlockRunner(Provider provider, Path folder, Graphs graphs) {
  /** The compiler's own blocks. */
  static final Graphs COMPILER =
      (block, weights, form) -> BlockGraph.of(block).build(weights, form);

  /** Makes a block's graph. */
  interface Graphs {
    OnnxGraph of(Block block, WeightSet weights, GraphForm form);
  }

  /**
   * Runs a block once.
   *
   * @return all outputs, one after the other
   * @throws EngineException if it cannot be loaded or fails
   */
  float[] run(Block block, GraphForm form) throws EngineException {
    BlockGraph inside = BlockGraph.of(block);
    WeightSet weights = write(inside, block.label());
    try (OnnxSession session = open(block.label(), graphs.of(block, weights, form))) {
      return run(inside, session);
    }
  }

  /** Loads what is to be run several times. */
  OnnxSession open(String name, BlockGraph block, GraphForm form) throws EngineException {
    return open(name, block.build(write(block, name), form));
  }

  /** Runs what was loaded. */
  float[] run(BlockGraph block, OnnxSession session) throws EngineException {
    List<RequiredOutput> wanted = block.outputs().stream().map(RequiredOutput::any).toList();
    Map<String, Tensor> given;
    try {
      given = session.run(block.inputs(), wanted, new Cancellation());
    } catch (CancelledException e) {
      throw new IllegalStateException("nobody cancels it", e);
    }
    List<float[]> parts = given.values().stream().map(Tensor::data).toList();
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }

  private OnnxSession open(String name, OnnxGraph graph) throws EngineException {
    Path file = folder.resolve(name + ".onnx");
    try {
      graph.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OnnxSession.open(name, file, Weights.besideGraph(), provider);
  }

  private WeightSet write(BlockGraph block, String name) {
    Path file = folder.resolve(name + ".weights");
    Map<String, Weight> weights = new HashMap<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    block
        .weights()
        .forEach(
            (weight, shape) -> {
              weights.put(weight, new Weight(file, weight, DType.F16, shape, false, all.size()));
              short[] values = MadeUpNumbers.weight(weight, shape);
              ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES);
              bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(values);
              all.writeBytes(bytes.array());
            });
    try {
      Files.write(file, all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WeightSet(weights);
  }
}
