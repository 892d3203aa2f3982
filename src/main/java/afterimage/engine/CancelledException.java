package afterimage.engine;

/** Thrown out of a refine that its {@link Cancellation} stopped. */
public final class CancelledException extends Exception {
  private static final long serialVersionUID = 1L;

  public CancelledException() {
    super("cancelled", null, false, false);
  }
}
