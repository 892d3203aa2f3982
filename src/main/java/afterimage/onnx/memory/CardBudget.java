package afterimage.onnx.memory;

import java.util.OptionalLong;

/**
 * How much of a graphics card's memory this program may take: what the user says, else most of what
 * the card has. Owned by the engine. Thread-safe.
 */
public final class CardBudget {
  /** The rest is the desktop's, and what drivers keep for themselves. */
  private static final double SHARE = 0.9;

  private volatile long limit = Long.MAX_VALUE;

  /** What the program may take from now on, in bytes; {@link Long#MAX_VALUE} for most of a card. */
  public void limitTo(long bytes) {
    limit = bytes;
  }

  /**
   * In bytes; {@link Long#MAX_VALUE} where nothing tells.
   *
   * @param card bytes that the card has
   */
  public long of(OptionalLong card) {
    if (limit != Long.MAX_VALUE || card.isEmpty()) {
      return limit;
    }
    return Math.round(card.getAsLong() * SHARE);
  }
}
