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
import org.jspecify.annotations.Nullable;

/**
 * A graph that ONNX Runtime has loaded. Tensors go in by name, are converted to what the graph asks
 * for, and come out as floats; failures name the network.
 */
public final class OnnxSession implements AutoCloseable {
  private final String network;
  private final Provider provider;
  private final Weights weights;
  private final MappedFiles mapped;
  private final Path graph;
  private final @Nullable SessionTurns turns;

  /** Null while another has its turn. */
  private @Nullable Loaded loaded;

  private boolean closed;

  private final Map<String, InputBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, TensorInfo> outputs = new LinkedHashMap<>();
  private long nanos;
  private int runs;

  /**
   * What it holds of the device's memory.
   *
   * @param supplied closed after the session, which uses them
   */
  private record Loaded(OrtEnvironment environment, OrtSession session, InjectedTensors supplied) {}

  /**
   * @param graph for messages, and to load it again
   * @throws EngineException if inputs or outputs are no tensors that this program passes
   */
  private OnnxSession(
      String network,
      Path graph,
      Provider provider,
      Weights weights,
      MappedFiles mapped,
      @Nullable SessionTurns turns,
      Loaded loaded)
      throws OrtException, EngineException {
    this.network = network;
    this.graph = graph;
    this.provider = provider;
    this.weights = weights;
    this.mapped = mapped;
    this.turns = turns;
    this.loaded = loaded;
    for (NodeInfo input : loaded.session.getInputInfo().values()) {
      inputs.put(input.getName(), new InputBuffer(tensorInfo(input, network, graph)));
    }
    for (NodeInfo output : loaded.session.getOutputInfo().values()) {
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
    return open(network, graph, weights, provider, null);
  }

  /**
   * Loads a graph whose weights may lie elsewhere.
   *
   * @param turns that it takes with others, or null if it stays loaded
   * @throws EngineException also if the weights changed since the graph was made
   */
  public static OnnxSession open(
      String network, Path graph, Weights weights, Provider provider, @Nullable SessionTurns turns)
      throws EngineException {
    MappedFiles mapped = MappedFiles.of(weights.files(graph));
    if (turns != null) {
      turns.makeRoom();
    }
    Loaded loaded = load(network, graph, weights, provider, mapped);
    try {
      OnnxSession session =
          new OnnxSession(network, graph, provider, weights, mapped, turns, loaded);
      if (turns != null) {
        turns.join(session);
      }
      return session;
    } catch (OrtException e) {
      close(loaded, provider);
      throw Failures.inLoading(network, graph, e);
    } catch (EngineException | RuntimeException | Error e) {
      close(loaded, provider);
      throw e;
    }
  }

  private static Loaded load(
      String network, Path graph, Weights weights, Provider provider, MappedFiles mapped)
      throws EngineException {
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
      return new Loaded(environment, session, supplied);
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

  /** The loaded graph, loaded again if another has had its turn. */
  private Loaded loaded() throws EngineException {
    if (closed) {
      throw new IllegalStateException(network + " is closed");
    }
    Loaded now = loaded;
    if (now == null) {
      if (turns != null) {
        turns.makeRoom();
      }
      now = load(network, graph, weights, provider, mapped);
      loaded = now;
    }
    return now;
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
    Loaded now = loaded();
    try (WebGpuTurn _ = WebGpuTurn.take(provider, cancellation);
        RunTermination stop = new RunTermination(cancellation);
        MappedFiles.Hold hold = mapped.hold(stop::stop)) {
      return run(now, values, wanted, stop, hold);
    } catch (OrtException e) {
      cancellation.throwIfCancelled();
      throw Failures.inRun(network, e);
    }
  }

  private Map<String, Tensor> run(
      Loaded now,
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
        fed.put(input.getKey(), input.getValue().fill(now.environment, value));
      }
      Set<String> names = new LinkedHashSet<>();
      wanted.forEach(output -> names.add(output.output()));
      long start = System.nanoTime();
      try (OrtSession.Result result = now.session.run(fed, names, stop.options())) {
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

  /** Gives its memory back until it is run again. */
  void release() {
    Loaded now = loaded;
    loaded = null;
    if (now != null) {
      close(now, provider);
    }
  }

  @Override
  public void close() {
    closed = true;
    release();
  }

  private static void close(Loaded loaded, Provider provider) {
    try (WebGpuTurn _ = WebGpuTurn.take(provider)) {
      closeQuietly(loaded.session);
    }
    loaded.supplied.close();
  }

  /** Closes all, whatever fails. */
  public static void closeAll(List<OnnxSession> sessions) {
    new ArrayList<>(sessions).reversed().forEach(OnnxSession::close);
  }

  private static void closeQuietly(@Nullable OrtSession session) {
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
