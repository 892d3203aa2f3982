package afterimage.ui.inspector;

import afterimage.engine.ModelOptions;
import java.nio.file.Path;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** A LoRA that is added to the model in use, and how much of it. */
public final class LoraChoice {
  private final Path file;
  private final DoubleProperty weight = new SimpleDoubleProperty(1);

  public LoraChoice(Path file) {
    this.file = file;
  }

  /** Its file's name without the ending. */
  String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.safetensors$", "");
  }

  Path file() {
    return file;
  }

  /** 1 as it was trained, 0 none. */
  public DoubleProperty weightProperty() {
    return weight;
  }

  ModelOptions.Lora asOption() {
    return new ModelOptions.Lora(file, weight.get());
  }
}
