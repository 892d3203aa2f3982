package afterimage.ui.canvas;

import javafx.scene.image.Image;

/** What one side of the comparison shows. */
sealed interface Side {

  /** A picture at any zoom. */
  record Whole(MipPyramid pyramid) implements Side {}

  /** A preview stretched over the picture's area. */
  record Frame(Image image) implements Side {}
}
