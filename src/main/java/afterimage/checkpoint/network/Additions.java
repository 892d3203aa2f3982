package afterimage.checkpoint.network;

import afterimage.checkpoint.lora.NetworkLoras;
import afterimage.checkpoint.weights.Supplied;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network's graph gets besides the checkpoint's weights as they are, and a record of what
 * must be supplied for that.
 */
public final class Additions {
  private final NetworkLoras loras;
  private final boolean inEightBits;
  private final List<Supplied> supplied = new ArrayList<>();

  /**
   * @param loras added to its layers
   * @param inEightBits whether matrices of linear layers are kept in eight bits
   */
  public Additions(NetworkLoras loras, boolean inEightBits) {
    this.loras = loras;
    this.inEightBits = inEightBits;
  }

  /** Nothing. */
  public static Additions none() {
    return new Additions(NetworkLoras.none(), false);
  }

  NetworkLoras loras() {
    return loras;
  }

  boolean inEightBits() {
    return inEightBits;
  }

  void supply(Supplied tensor) {
    supplied.add(tensor);
  }

  /** All that must be supplied when the graph is loaded. */
  public List<Supplied> supplied() {
    return List.copyOf(supplied);
  }
}
