package afterimage.ui.canvas;

/** What a click on the heat map does; positions in the picture's pixels. */
public interface Picker {

  /** A place was clicked. */
  void pick(double x, double y);

  /** The last click was the first one of two, and meant something else. */
  void unpick();
}
