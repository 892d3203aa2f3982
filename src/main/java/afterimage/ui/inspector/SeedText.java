package afterimage.ui.inspector;

import afterimage.engine.RefineSettings;
import afterimage.ui.text.Texts;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;

/**
 * A seed as a number to type. It counts when the field is left, at Enter, and when a run begins;
 * what is no seed stays as it is typed, marked as wrong, until it is mended or replaced.
 */
final class SeedText extends TextField implements TypedValues.Field {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");

  private final LongProperty value;
  private final String name;
  private final Runnable taken;
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private boolean showing;
  private boolean typed;

  /**
   * @param value what it shows and changes
   * @param name for people
   * @param taken called when a typed seed was taken over, also if it is the same as before
   */
  SeedText(LongProperty value, String name, Runnable taken) {
    this.value = value;
    this.name = name;
    this.taken = taken;
    textProperty()
        .subscribe(
            (String _) -> {
              if (!showing) {
                typed = true;
                tell("");
              }
            });
    value.subscribe(_ -> write());
    setOnAction(_ -> takeOver());
    focusedProperty()
        .subscribe(
            focused -> {
              if (!focused) {
                takeOver();
              }
            });
  }

  /** What is wrong with what is typed; empty if nothing is. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether something is typed that does not count yet. */
  boolean isTyped() {
    return typed;
  }

  @Override
  public Optional<String> takeOver() {
    if (!typed || isDisabled()) {
      return Optional.empty();
    }
    OptionalLong seed = read(getText());
    if (seed.isEmpty()) {
      tell(Texts.of("seed.wrong", name, RefineSettings.MAX_SEED));
      return Optional.of(problem.get());
    }
    value.set(seed.getAsLong());
    write();
    taken.run();
    return Optional.empty();
  }

  @Override
  public void show() {
    requestFocus();
    selectAll();
  }

  private void write() {
    showing = true;
    setText(Long.toString(value.get()));
    showing = false;
    typed = false;
    tell("");
  }

  private void tell(String what) {
    problem.set(what);
    pseudoClassStateChanged(WRONG, !what.isEmpty());
  }

  private static OptionalLong read(String text) {
    try {
      long seed = Long.parseLong(text.strip());
      return seed >= 0 && seed <= RefineSettings.MAX_SEED
          ? OptionalLong.of(seed)
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
