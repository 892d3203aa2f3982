package afterimage.ui.inspector;

import afterimage.engine.Embedding;
import afterimage.engine.ModelOptions;
import java.nio.file.Path;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** A LoRA that is added to the model in use, and how much of it. */
public final class LoraChoice {
  private final Path file;
  private final DoubleProperty weight = new SimpleDoubleProperty(1);
  private final DoubleProperty textWeight = new SimpleDoubleProperty(1);
  private final BooleanProperty separate = new SimpleBooleanProperty();

  public LoraChoice(Path file) {
    this.file = file;
  }

  /** Its file's name without the ending. */
  String name() {
    return Embedding.nameOf(file);
  }

  Path file() {
    return file;
  }

  /** 1 as it was trained, 0 none; for the UNet alone where the text encoders have their own. */
  public DoubleProperty weightProperty() {
    return weight;
  }

  /** The text encoders' own weight; without meaning where they have none. */
  DoubleProperty textWeightProperty() {
    return textWeight;
  }

  /** Whether the text encoders have a weight of their own. */
  ReadOnlyBooleanProperty separateProperty() {
    return separate;
  }

  void set(ModelOptions.Lora lora) {
    weight.set(lora.weight());
    textWeight.set(lora.textWeight());
    separate.set(lora.ownTextWeight() != null);
  }

  ModelOptions.Lora asOption() {
    return new ModelOptions.Lora(file, weight.get(), separate.get() ? textWeight.get() : null);
  }
}
