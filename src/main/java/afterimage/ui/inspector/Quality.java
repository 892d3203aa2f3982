package afterimage.ui.inspector;

/** Names for numbers of steps, around the number that the model itself proposes. */
public enum Quality {
  FAST(0.6),
  BALANCED(1),
  BEST(1.6);

  private final double factor;

  Quality(double factor) {
    this.factor = factor;
  }

  /** Its number of steps for a model that proposes {@code modelSteps}. */
  public int steps(int modelSteps) {
    return Math.max(1, (int) Math.round(modelSteps * factor));
  }
}
