package afterimage.onnx.runtime;

import afterimage.bundle.ExternalData;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.CompiledBundle;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.message.Messages;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights of a graph are that are not in the graph itself: in files of its own folder,
 * or, for a graph that we compiled, in the checkpoint.
 */
public final class Weights {
  private static final String LEFT_OUT = "optimization.disable_specified_optimizers";

  private static final String KEEP_QUANTIZED_OFF = "session.disable_quant_qdq";

  /** What would widen the weights once for all. */
  private static final String FOLDING = "ConstantFolding";

  private static final String FOLDER = "session.model_external_initializers_file_folder_path";

  /** For the picture, the other networks and other programs. */
  private static final long ROOM = 3L << 30;

  private static final Weights BESIDE_GRAPH = new Weights(null, ModelOptions.Weights.FULL, () -> 0);

  private final @Nullable CompiledBundle checkpoint;

  private final ModelOptions.Weights mode;

  private final LongSupplier available;

  private Weights(
      @Nullable CompiledBundle checkpoint, ModelOptions.Weights mode, LongSupplier available) {
    this.checkpoint = checkpoint;
    this.mode = mode;
    this.available = available;
  }

  /** In the graph's own folder. */
  public static Weights besideGraph() {
    return BESIDE_GRAPH;
  }

  /**
   * In a checkpoint, which ONNX Runtime maps.
   *
   * @param available bytes of memory that can be had when a graph is loaded
   */
  public static Weights inCheckpoint(
      CompiledBundle checkpoint, ModelOptions.Weights mode, LongSupplier available) {
    return new Weights(checkpoint, mode, available);
  }

  /**
   * Looks before ONNX Runtime does.
   *
   * @return the files besides the graph
   * @throws EngineException if the graph is damaged, a file is missing, lies outside the weights'
   *     folder, or changed
   */
  public Set<Path> files(Path graph) throws EngineException {
    requireUnchanged();
    return checkpoint == null
        ? ExternalData.files(graph)
        : ExternalData.files(graph, folder(checkpoint, graph));
  }

  /** How many weights all graphs of a checkpoint have together; 0 for graphs that bring theirs. */
  public long parameters() {
    return checkpoint == null
        ? 0
        : checkpoint.parameters().values().stream().mapToLong(Long::longValue).sum();
  }

  /** What must be supplied to the graph, and stay until its session is closed. */
  InjectedTensors supplied(OrtEnvironment environment, Path graph)
      throws OrtException, EngineException {
    return checkpoint == null
        ? InjectedTensors.none()
        : InjectedTensors.read(
            environment, checkpoint.supplied().getOrDefault(part(graph), List.of()));
  }

  /** Loads the graph. */
  OrtSession createSession(
      OrtEnvironment environment,
      Path graph,
      OrtSession.SessionOptions options,
      InjectedTensors supplied)
      throws OrtException, EngineException {
    if (checkpoint == null) {
      return environment.createSession(graph.toString(), options);
    }
    options.addConfigEntry(FOLDER, folder(checkpoint, graph).toString());
    // Weights in blocks become values once, while it loads, as all that is constant does.
    options.addConfigEntry(KEEP_QUANTIZED_OFF, "1");
    supplied.giveTo(options);
    if (staysMapped(checkpoint, graph)) {
      options.addConfigEntry(LEFT_OUT, FOLDING);
      // The layouts that come after are for constant weights; without, ONNX Runtime 1.29 aborts.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
      // Widened weights are let go after each node; an arena would keep room for many of them.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
    }
    try {
      return environment.createSession(Files.readAllBytes(graph), options);
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("onnx.graph", graph), Messages.of("onnx.graph.remedy"), e);
    }
  }

  /**
   * Text encoders run once a prompt, so that the little time they lose doesn't matter; the VAE is
   * small; the UNet is what the mode is about. Accelerators' graphs are never left so: their
   * weights go to the device's memory anyway, once, in the type and order that it computes with.
   */
  private boolean staysMapped(CompiledBundle compiled, Path graph) {
    if (compiled.flavour().hasWeightsOnDevice()) {
      return false;
    }
    String part = part(graph);
    return switch (part) {
      case "unet", "controlnet" ->
          switch (mode) {
            case MAPPED -> true;
            case FULL, INT8 -> false;
            case AUTO -> !fits(compiled, part);
          };
      case "vae_encoder", "vae_decoder", CheckpointCompiler.PREVIEW_DECODER -> false;
      default -> true;
    };
  }

  private boolean fits(CompiledBundle compiled, String part) {
    long widened = compiled.parameters().getOrDefault(part, 0L) * Float.BYTES;
    return widened + widened / 4 + ROOM < available.getAsLong();
  }

  private static Path folder(CompiledBundle checkpoint, Path graph) {
    return checkpoint.weightsFolder(part(graph));
  }

  private static String part(Path graph) {
    Path folder = graph.toAbsolutePath().getParent();
    return String.valueOf(folder == null ? null : folder.getFileName());
  }

  /**
   * Holds the checkpoint against what it was when it was compiled.
   *
   * @throws EngineException if it is another file now
   */
  void requireUnchanged() throws EngineException {
    if (checkpoint != null) {
      checkpoint.requireUnchanged();
    }
  }
}
