package afterimage.onnx;

import afterimage.bundle.ExternalData;
import afterimage.checkpoint.CompiledBundle;
import afterimage.engine.EngineException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights of a graph are that are not in the graph itself: in files of its own folder,
 * or, for a graph that we compiled, in the checkpoint.
 */
final class Weights {
  private static final String FOLDER = "session.model_external_initializers_file_folder_path";
  private static final Weights BESIDE_GRAPH = new Weights(null);

  private final @Nullable CompiledBundle checkpoint;

  private Weights(@Nullable CompiledBundle checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** In the graph's own folder. */
  static Weights besideGraph() {
    return BESIDE_GRAPH;
  }

  /** In a checkpoint, which ONNX Runtime maps and nobody copies. */
  static Weights inCheckpoint(CompiledBundle checkpoint) {
    return new Weights(checkpoint);
  }

  /**
   * Looks before ONNX Runtime does.
   *
   * @throws EngineException if the graph is damaged, a file is missing, lies outside the weights'
   *     folder, or changed
   */
  void check(Path graph) throws EngineException {
    requireUnchanged();
    if (checkpoint == null) {
      ExternalData.files(graph);
    } else {
      ExternalData.files(graph, folder(checkpoint, graph));
    }
  }

  /** Loads the graph. */
  OrtSession createSession(
      OrtEnvironment environment, Path graph, OrtSession.SessionOptions options)
      throws OrtException, EngineException {
    if (checkpoint == null) {
      return environment.createSession(graph.toString(), options);
    }
    options.addConfigEntry(FOLDER, folder(checkpoint, graph).toString());
    try {
      return environment.createSession(Files.readAllBytes(graph), options);
    } catch (IOException e) {
      throw new EngineException(
          "The compiled graph " + graph + " cannot be read.",
          "Check the permissions of its folder, or remove it.",
          e);
    }
  }

  private static Path folder(CompiledBundle checkpoint, Path graph) {
    Path part = graph.toAbsolutePath().getParent();
    return checkpoint.weightsFolder(String.valueOf(part == null ? null : part.getFileName()));
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
