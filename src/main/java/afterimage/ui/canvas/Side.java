package afterimage.ui.canvas;

import java.util.Optional;
import javafx.scene.image.Image;

/** What one side of the comparison shows, in pixels of its own. */
public sealed interface Side {

  /** In its own pixels. */
  double width();

  /** In its own pixels. */
  double height();

  /** Its pixels at any zoom, where it has them. */
  default Optional<MipPyramid> pixels() {
    return Optional.empty();
  }

  /** A picture at any zoom. */
  record Whole(MipPyramid pyramid) implements Side {
    @Override
    public double width() {
      return pyramid.width(0);
    }

    @Override
    public double height() {
      return pyramid.height(0);
    }

    @Override
    public Optional<MipPyramid> pixels() {
      return Optional.of(pyramid);
    }
  }

  /** A preview, a thumbnail or a veil, stretched to the size of what it stands for. */
  record Frame(Image image, double width, double height) implements Side {}
}
