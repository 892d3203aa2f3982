package afterimage.ui.generate;

import afterimage.engine.ModelInfo;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.job.Origin;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.run.GenerateOrder;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the page asks for. Needs no toolkit; for one thread at a time. */
final class GenerateModel {
  static final int MAX_SIDE = 4096;
  static final int MAX_COUNT = 9;
  private static final double USUAL_SWITCH = 0.8;
  private static final double USUAL_STRENGTH = 0.3;

  private final InspectorModel values;
  private final IntegerProperty width = new SimpleIntegerProperty(1);
  private final IntegerProperty height = new SimpleIntegerProperty(1);
  private final IntegerProperty count = new SimpleIntegerProperty(1);
  private final ObjectProperty<After> after = new SimpleObjectProperty<>(After.NOTHING);
  private final ObjectProperty<@Nullable ModelInfo> refiner = new SimpleObjectProperty<>();
  private final DoubleProperty switchAt = new SimpleDoubleProperty(USUAL_SWITCH);
  private final DoubleProperty strength = new SimpleDoubleProperty(USUAL_STRENGTH);

  /** What comes after the base model. */
  enum After {
    NOTHING,
    /** A refiner ends the base's schedule. */
    ENSEMBLE,
    /** A refiner goes over the base's picture. */
    SECOND_PASS
  }

  /**
   * @param random where new seeds come from
   */
  GenerateModel(RandomGenerator random) {
    values = new InspectorModel(random);
  }

  /** Prompt, steps and all else that a refine has too; its model is the base. */
  InspectorModel values() {
    return values;
  }

  /**
   * Takes a base model into use, with pictures of the size that it was made for.
   *
   * @param last the values last used with it, or null for its own defaults and a watermark
   */
  void use(ModelInfo base, @Nullable RefineSettings last) {
    String prompt = values.promptProperty().get();
    values.use(base, last);
    if (last == null) {
      values.advanced().change(usual -> usual.withWatermark(true));
    }
    if (!prompt.isBlank()) {
      values.promptProperty().set(prompt);
    }
    PixelSize size = base.generatedSize();
    if (size != null) {
      width.set(size.width());
      height.set(size.height());
    }
  }

  /** How many steps of the schedule the second pass runs. */
  int stepsOfSecondPass() {
    return RefineSettings.stepsRun(values.stepsProperty().get(), strength.get());
  }

  /** Whether something can be made of what is set. */
  boolean isComplete() {
    boolean second = after.get() == After.NOTHING || refiner.get() != null;
    boolean runs = after.get() != After.SECOND_PASS || stepsOfSecondPass() > 0;
    return values.modelProperty().get() != null
        && !values.promptProperty().get().isBlank()
        && second
        && runs;
  }

  /** What is asked for, with a new seed unless it is locked; nothing if it is not complete. */
  Optional<GenerateOrder> order() {
    ModelInfo base = values.modelProperty().get();
    if (base == null || !values.typed().takeOver() || !isComplete()) {
      return Optional.empty();
    }
    RefinerStage stage = stage();
    // The whole schedule runs; what a second pass runs of it is the stage's.
    values.strengthProperty().set(1);
    return Optional.of(
        new GenerateOrder(
            base,
            values.ref(base),
            values.settingsForRun(),
            new Origin.TextToImage(new PixelSize(width.get(), height.get()), stage),
            count.get()));
  }

  private @Nullable RefinerStage stage() {
    ModelInfo second = refiner.get();
    if (second == null) {
      return null;
    }
    return switch (after.get()) {
      case NOTHING -> null;
      case ENSEMBLE -> new RefinerStage.Ensemble(second.directory(), switchAt.get());
      case SECOND_PASS -> new RefinerStage.SecondPass(second.directory(), strength.get(), false);
    };
  }

  /** From 1 to {@value #MAX_SIDE} pixels. */
  IntegerProperty widthProperty() {
    return width;
  }

  /** From 1 to {@value #MAX_SIDE} pixels. */
  IntegerProperty heightProperty() {
    return height;
  }

  /** How many pictures, from 1 to {@value #MAX_COUNT}; each has a seed of its own. */
  IntegerProperty countProperty() {
    return count;
  }

  ObjectProperty<After> afterProperty() {
    return after;
  }

  /** The second model; null while none is chosen. */
  ObjectProperty<@Nullable ModelInfo> refinerProperty() {
    return refiner;
  }

  /** Where in the schedule the refiner takes over, in (0, 1). */
  DoubleProperty switchAtProperty() {
    return switchAt;
  }

  /** How much of the schedule the second pass runs, in (0, 1]. */
  DoubleProperty strengthProperty() {
    return strength;
  }
}
