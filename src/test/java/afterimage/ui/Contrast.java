package afterimage.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Contrast of what is written on what is behind it, as WCAG 2.2 defines it, from the styles that
 * the nodes have been given. For the FX thread.
 */
final class Contrast {
  private static final double TEXT = 4.5;
  private static final double LARGE_OR_ICON = 3;
  private static final double LARGE = 24;
  private static final double LARGE_BOLD = 18.66;

  private Contrast() {}

  /** What is too faint under a node, a line each. */
  static List<String> faint(Node root) {
    List<String> found = new ArrayList<>();
    texts(root)
        .forEach(
            text -> {
              double least = least(text);
              double contrast = contrast(text);
              if (contrast < least) {
                found.add(
                    "%.2f < %.1f: '%s' %s in %s"
                        .formatted(contrast, least, words(text), text.getFill(), place(text)));
              }
            });
    return found.stream().distinct().toList();
  }

  /** Everything that is written and seen; what is disabled may be faint. */
  private static Stream<Text> texts(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return Stream.empty();
    }
    if (node instanceof Text text) {
      return text.getText().isBlank() ? Stream.empty() : Stream.of(text);
    }
    return node instanceof Parent parent
        ? parent.getChildrenUnmodifiable().stream().flatMap(Contrast::texts)
        : Stream.empty();
  }

  private static double least(Text text) {
    double size = text.getFont().getSize();
    boolean bold = text.getFont().getStyle().contains("Bold");
    boolean large = size >= LARGE || (bold && size >= LARGE_BOLD);
    return large || text instanceof FontIcon ? LARGE_OR_ICON : TEXT;
  }

  /** The worst of all grounds that may be behind it. */
  private static double contrast(Text text) {
    double worst = Double.MAX_VALUE;
    for (Color ground : List.of(Color.BLACK, Color.WHITE)) {
      Color behind = behind(text, ground);
      Color written = over(behind, (Color) text.getFill(), opacity(text));
      double one = luminance(behind) + 0.05;
      double other = luminance(written) + 0.05;
      worst = Math.min(worst, Math.max(one, other) / Math.min(one, other));
    }
    return worst;
  }

  /** Backgrounds from the nearest opaque one on; what is behind them is a picture, or nothing. */
  private static Color behind(Node node, Color ground) {
    Color color = ground;
    List<Region> regions = new ArrayList<>();
    for (Parent parent = node.getParent(); parent != null; parent = parent.getParent()) {
      if (parent instanceof Region region) {
        regions.addFirst(region);
      }
    }
    for (Region region : regions) {
      if (region.getStyleClass().contains("compare-view")) {
        color = ground; // A picture hides what was behind.
      }
      Background background = region.getBackground();
      if (background != null) {
        for (BackgroundFill fill : background.getFills()) {
          if (fill.getFill() instanceof Color paint) {
            color = over(color, paint, opacity(region));
          }
        }
      }
    }
    return color;
  }

  private static double opacity(Node node) {
    double opacity = 1;
    for (Node at = node; at != null; at = at.getParent()) {
      opacity *= at.getOpacity();
    }
    return opacity;
  }

  private static Color over(Color below, Color above, double opacity) {
    double alpha = above.getOpacity() * opacity;
    return below.interpolate(Color.color(above.getRed(), above.getGreen(), above.getBlue()), alpha);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static String words(Text text) {
    return text instanceof FontIcon icon ? icon.getIconLiteral() : text.getText();
  }

  private static String place(Node node) {
    StringBuilder place = new StringBuilder();
    int depth = 0;
    for (Node at = node; at != null && depth < 4; at = at.getParent(), depth++) {
      place.insert(
          0, " " + (at.getId() == null ? String.join(".", at.getStyleClass()) : at.getId()));
    }
    return place.toString();
  }
}
