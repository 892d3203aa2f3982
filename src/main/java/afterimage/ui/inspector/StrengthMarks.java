package afterimage.ui.inspector;

import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;

/**
 * Named strengths, each under its place on the slider as far as the names leave room. They are
 * shares of what suits the model: the same name means the same care with every one.
 */
final class StrengthMarks extends Region {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double GRID = 0.05;

  private final InspectorModel values;
  private final DoubleUnaryOperator placeOf;
  private final List<Mark> marks =
      List.of(
          new Mark("strength.touchUp", 0.5, new Button()),
          new Mark("strength.balanced", 1, new Button()),
          new Mark("strength.reimagine", 1.8, new Button()));

  /** A share of the model's own strength with a name. */
  private record Mark(String key, double share, Button button) {}

  /**
   * @param placeOf where the slider has a strength, in this view's coordinates
   */
  StrengthMarks(InspectorModel values, DoubleUnaryOperator placeOf) {
    this.values = values;
    this.placeOf = placeOf;
    getStyleClass().add("marks");
    for (Mark mark : marks) {
      Button button = mark.button;
      button.setText(Texts.of(mark.key));
      button.setId(mark.key.replace('.', '-'));
      button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "mark");
      button.setMinWidth(0);
      button.setOnAction(_ -> values.strengthProperty().set(strength(mark)));
      getChildren().add(button);
    }
    values.modelProperty().subscribe(this::update);
    values.strengthProperty().subscribe(this::update);
  }

  private void update() {
    double now = values.strengthProperty().get();
    for (Mark mark : marks) {
      double strength = strength(mark);
      mark.button.setAccessibleText(
          Texts.of("strength.mark", Texts.of(mark.key), Math.round(strength * 100)));
      mark.button.pseudoClassStateChanged(CHOSEN, Math.abs(now - strength) < GRID / 10);
    }
    requestLayout();
  }

  private double strength(Mark mark) {
    double whole = Math.round(values.modelStrength() * mark.share / GRID);
    double most = Math.round(1 / GRID);
    return Math.clamp(whole, 1, most) / most;
  }

  @Override
  protected void layoutChildren() {
    int count = marks.size();
    double[] widths = marks.stream().mapToDouble(mark -> mark.button.prefWidth(-1)).toArray();
    double sum = Arrays.stream(widths).sum();
    double shrink = Math.min(1, getWidth() / sum);
    double[] left = new double[count];
    double end = 0;
    for (int i = 0; i < count; i++) {
      widths[i] *= shrink;
      double middle = placeOf.applyAsDouble(strength(marks.get(i)));
      left[i] = Math.max(end, middle - widths[i] / 2);
      end = left[i] + widths[i];
    }
    double begin = getWidth();
    for (int i = count - 1; i >= 0; i--) {
      left[i] = Math.min(left[i], begin - widths[i]);
      begin = left[i];
      marks.get(i).button.resizeRelocate(left[i], 0, widths[i], getHeight());
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    return marks.stream().mapToDouble(mark -> mark.button.prefWidth(-1)).sum();
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    return marks.stream().mapToDouble(mark -> mark.button.prefHeight(-1)).max().orElse(0);
  }
}
