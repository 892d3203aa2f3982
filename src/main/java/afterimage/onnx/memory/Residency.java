package afterimage.onnx.memory;

/** Which of a model's networks stay in a device's memory. */
public enum Residency {
  /** All, so that the next run need not load them. */
  TOGETHER,
  /** The one that runs; it takes the place of the one before, and is loaded again when needed. */
  IN_TURNS
}
