package afterimage.checkpoint;

import afterimage.checkpoint.network.TextEncoderGraph;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A graph of a compiled bundle in ONNX Runtime, its weights taken from the checkpoint. */
final class CompiledGraph implements AutoCloseable {
  static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();

  CompiledGraph(CompiledModel model, String part) throws Exception {
    Path graph = model.folder().resolve(part).resolve("model.onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.addConfigEntry(WEIGHTS_FOLDER, model.weights().weightsFolder(part).toString());
      session = environment.createSession(Files.readAllBytes(graph), options);
    }
  }

  CompiledGraph with(String name, Tensor value) throws OrtException {
    long[] shape = Arrays.stream(value.shape()).asLongStream().toArray();
    inputs.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.data()), shape));
    return this;
  }

  /** Ids of a prompt, with no vectors in the place of tokens. */
  CompiledGraph with(String name, NpyFile ids) throws OrtException {
    Tensor kept = Tensor.zeros(ids.shape()[0], ids.shape()[1], 1);
    Arrays.fill(kept.data(), 1);
    with(TextEncoderGraph.KEPT, kept);
    NodeInfo node = Objects.requireNonNull(session.getInputInfo().get(TextEncoderGraph.ADDED));
    long[] added = ((TensorInfo) node.getInfo()).getShape();
    with(TextEncoderGraph.ADDED, Tensor.zeros(ids.shape()[0], ids.shape()[1], (int) added[2]));
    long[] shape = Arrays.stream(ids.shape()).asLongStream().toArray();
    inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(ids.longs()), shape));
    return this;
  }

  /** Runs once and forgets the inputs. */
  Map<String, Tensor> run() throws OrtException {
    Map<String, Tensor> results = new HashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
        if (entry.getValue() instanceof OnnxTensor tensor) {
          int[] shape =
              Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
          results.put(entry.getKey(), new Tensor(shape, tensor.getFloatBuffer().array()));
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
      inputs.clear();
    }
    return results;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
