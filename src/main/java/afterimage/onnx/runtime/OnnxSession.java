package afterimage.onnx.runtime;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that ONNX Runtime has loaded. Tensors go in by name, are converted to what the graph asks
 * for, and come out as floats; failures name the network.
 */
public final class OnnxSession implements AutoCloseable {
  private final String network;
  private final Provider provider;
  private final Weights weights;
  private final MappedFiles mapped;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final InjectedTensors supplied;
  private final Map<String, InputBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, TensorInfo> outputs = new LinkedHashMap<>();
  private long nanos;
  private int runs;

  /**
   * @param graph for messages
   * @throws EngineException if inputs or outputs are no tensors that this program passes
   */
  private OnnxSession(
      String network,
      Path graph,
      Provider provider,
      Weights weights,
      MappedFiles mapped,
      OrtEnvironment environment,
      OrtSession session,
      InjectedTensors supplied)
      throws OrtException, EngineException {
    this.network = network;
    this.provider = provider;
    this.weights = weights;
    this.mapped = mapped;
    this.environment = environment;
    this.session = session;
    this.supplied = supplied;
    for (NodeInfo input : session.getInputInfo().values()) {
      inputs.put(input.getName(), new InputBuffer(tensorInfo(input, network, graph)));
    }
    for (NodeInfo output : session.getOutputInfo().values()) {
      outputs.put(output.getName(), tensorInfo(output, network, graph));
    }
    if (outputs.isEmpty()) {
      throw new EngineException(
          Messages.of("onnx.noOutputs", network, graph), Messages.of("onnx.export.remedy"));
    }
  }

  /**
   * Loads a graph.
   *
   * @param network the part's name, for people and for timings
   * @param graph the file
   * @param provider where it runs
   * @throws EngineException if the graph is damaged, not a network of tensors, or keeps weights
   *     outside its folder
   */
  public static OnnxSession open(String network, Path graph, Provider provider)
      throws EngineException {
    return open(network, graph, Weights.besideGraph(), provider);
  }

  /**
   * Loads a graph whose weights may lie elsewhere.
   *
   * @throws EngineException also if the weights changed since the graph was made
   */
  public static OnnxSession open(String network, Path graph, Weights weights, Provider provider)
      throws EngineException {
    MappedFiles mapped = MappedFiles.of(weights.files(graph));
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession session = null;
    InjectedTensors supplied = InjectedTensors.none();
    // Loading cannot be stopped; whoever wants to change the files waits.
    try (WebGpuTurn _ = WebGpuTurn.take(provider);
        MappedFiles.Hold _ = mapped.hold(() -> {});
        OrtSession.SessionOptions options = provider.sessionOptions()) {
      supplied = weights.supplied(environment, graph);
      session = weights.createSession(environment, graph, options, supplied);
      weights.requireUnchanged();
      return new OnnxSession(
          network, graph, provider, weights, mapped, environment, session, supplied);
    } catch (OrtException e) {
      closeQuietly(session);
      supplied.close();
      throw Failures.inLoading(network, graph, e);
    } catch (EngineException | RuntimeException | Error e) {
      closeQuietly(session);
      supplied.close();
      throw e;
    }
  }

  private static TensorInfo tensorInfo(NodeInfo node, String network, Path graph)
      throws EngineException {
    if (node.getInfo() instanceof TensorInfo info && InputBuffer.isSupported(info.type)) {
      return info;
    }
    throw new EngineException(
        Messages.of("onnx.noTensor", network, node.getName(), graph),
        Messages.of("onnx.export.remedy"));
  }

  public String network() {
    return network;
  }

  /** The inputs' names in the graph's order. */
  public List<String> inputNames() {
    return List.copyOf(inputs.keySet());
  }

  /** The outputs' names in the graph's order. */
  public List<String> outputNames() {
    return List.copyOf(outputs.keySet());
  }

  /** Sizes of an input's dimensions, -1 where they are free. */
  public long[] inputShape(String name) {
    InputBuffer input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException(network + " has no input " + name);
    }
    return input.shape();
  }

  /** Sizes of an output's dimensions, -1 where they are free. */
  public long[] outputShape(String name) {
    TensorInfo output = outputs.get(name);
    if (output == null) {
      throw new IllegalArgumentException(network + " has no output " + name);
    }
    return output.getShape();
  }

  /**
   * Runs the network.
   *
   * @param values one for each input; a tensor of one value fits an input of any rank
   * @param wanted the outputs to return, and what they must be
   * @throws EngineException if the run fails, an output is another, or the weights' files changed
   */
  public Map<String, Tensor> run(
      Map<String, Tensor> values, List<RequiredOutput> wanted, Cancellation cancellation)
      throws EngineException, CancelledException {
    cancellation.throwIfCancelled();
    weights.requireUnchanged();
    try (WebGpuTurn _ = WebGpuTurn.take(provider, cancellation);
        RunTermination stop = new RunTermination(cancellation);
        MappedFiles.Hold hold = mapped.hold(stop::stop)) {
      return run(values, wanted, stop, hold);
    } catch (OrtException e) {
      cancellation.throwIfCancelled();
      throw Failures.inRun(network, e);
    }
  }

  private Map<String, Tensor> run(
      Map<String, Tensor> values,
      List<RequiredOutput> wanted,
      RunTermination stop,
      MappedFiles.Hold hold)
      throws OrtException, EngineException {
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, InputBuffer> input : inputs.entrySet()) {
        Tensor value = values.get(input.getKey());
        if (value == null) {
          throw new IllegalArgumentException(network + " needs the input " + input.getKey());
        }
        fed.put(input.getKey(), input.getValue().fill(environment, value));
      }
      Set<String> names = new LinkedHashSet<>();
      wanted.forEach(output -> names.add(output.output()));
      long start = System.nanoTime();
      try (OrtSession.Result result = session.run(fed, names, stop.options())) {
        nanos += System.nanoTime() - start;
        runs++;
        return read(result, wanted);
      }
    } catch (OrtException e) {
      hold.requireUnbroken();
      throw e;
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Tensor> read(OrtSession.Result result, List<RequiredOutput> wanted)
      throws EngineException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (RequiredOutput output : wanted) {
      tensors.put(output.output(), output.read(network, result.get(output.output()).orElse(null)));
    }
    return tensors;
  }

  /** Time inside ONNX Runtime's own call since the last reset. */
  public Duration time() {
    return Duration.ofNanos(nanos);
  }

  /** Runs since the last reset. */
  public int runs() {
    return runs;
  }

  public void resetClock() {
    nanos = 0;
    runs = 0;
  }

  @Override
  public void close() {
    try (WebGpuTurn _ = WebGpuTurn.take(provider)) {
      closeQuietly(session);
    }
    supplied.close();
  }

  /** Closes all, whatever fails. */
  public static void closeAll(List<OnnxSession> sessions) {
    new ArrayList<>(sessions).reversed().forEach(OnnxSession::close);
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable OrtSession session) {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (OrtException | IllegalStateException e) {
      System.getLogger(OnnxSession.class.getName())
          .log(System.Logger.Level.DEBUG, "a session did not close", e);
    }
  }
}
