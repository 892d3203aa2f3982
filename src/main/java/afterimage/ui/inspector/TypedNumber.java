package afterimage.ui.inspector;

import afterimage.ui.text.Texts;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * A whole number in a spinner that can also be typed. Beyond its range the nearest end is taken,
 * and seen; what is no number is marked as wrong and keeps a run from beginning.
 */
public final class TypedNumber implements TypedValues.Field {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");

  private final Spinner<Integer> spinner = new Spinner<>();
  private final IntegerSpinnerValueFactory range;
  private final String name;
  private String written = "";

  /**
   * @param value what it shows and changes
   * @param min the least
   * @param max the most
   * @param step of the arrows
   * @param name for people
   * @param typed takes it over when a run begins
   */
  public TypedNumber(
      IntegerProperty value, int min, int max, int step, String name, TypedValues typed) {
    this.name = name;
    range = new IntegerSpinnerValueFactory(min, max, value.get(), step);
    range.setConverter(new Numbers());
    spinner.setValueFactory(range);
    spinner.setEditable(true);
    spinner.setAccessibleText(name);
    range
        .valueProperty()
        .subscribe(
            now -> {
              if (now != null) {
                value.set(Math.clamp(now, min, max));
                write();
              }
            });
    value.subscribe(now -> range.setValue(now.intValue()));
    spinner.getEditor().textProperty().subscribe((String _) -> mark(false));
    typed.add(this);
  }

  /** The control. */
  public Spinner<Integer> spinner() {
    return spinner;
  }

  @Override
  public Optional<String> takeOver() {
    String text = spinner.getEditor().getText();
    if (text.equals(written)) {
      return Optional.empty();
    }
    Integer number = read(text);
    if (number == null) {
      mark(true);
      return Optional.of(Texts.of("number.wrong", name, range.getMin(), range.getMax()));
    }
    range.setValue(Math.clamp(number, range.getMin(), range.getMax()));
    write();
    return Optional.empty();
  }

  @Override
  public void show() {
    spinner.requestFocus();
    spinner.getEditor().selectAll();
  }

  private void write() {
    written = Integer.toString(range.getValue());
    spinner.getEditor().setText(written);
  }

  private void mark(boolean wrong) {
    spinner.pseudoClassStateChanged(WRONG, wrong);
  }

  /** The nearest number that there is for a typed one; null for what is none. */
  private static @Nullable Integer read(String text) {
    try {
      return Math.clamp(Long.parseLong(text.strip()), Integer.MIN_VALUE, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What the spinner itself makes of a text when it is left: what is no number changes nothing. */
  private final class Numbers extends StringConverter<Integer> {
    @Override
    public String toString(Integer number) {
      return number == null ? "" : number.toString();
    }

    @Override
    public Integer fromString(String text) {
      Integer number = read(text);
      return number == null ? range.getValue() : number;
    }
  }
}
