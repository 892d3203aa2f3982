package afterimage.ui.canvas;

/** What a drag over the picture does instead of panning; positions in the picture's pixels. */
public interface Brush {

  /**
   * A stroke begins.
   *
   * @param erase whether it takes away
   */
  void begin(double x, double y, boolean erase);

  /** The stroke goes on to here. */
  void to(double x, double y);

  /** The stroke ends. */
  void end();
}
