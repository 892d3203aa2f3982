package afterimage.checkpoint.graph;

/**
 * A tensor that flows through a graph.
 *
 * @param name unique in its graph; empty for an optional input that is left out
 */
public record Value(String name) {
  /** Stands for an optional input that is left out. */
  public static final Value NONE = new Value("");
}
