package afterimage.ui.inspector;

import afterimage.engine.RefineSettings;
import javafx.beans.property.LongProperty;
import javafx.scene.control.TextField;

/** A seed as a number to type; what is none leaves it as it was. */
final class SeedText extends TextField {
  private final LongProperty value;

  SeedText(LongProperty value) {
    this.value = value;
    value.subscribe(now -> setText(Long.toString(now.longValue())));
    setOnAction(_ -> read());
    focusedProperty()
        .subscribe(
            focused -> {
              if (!focused) {
                read();
              }
            });
  }

  private void read() {
    try {
      long typed = Long.parseLong(getText().strip());
      if (typed >= 0 && typed <= RefineSettings.MAX_SEED) {
        value.set(typed);
      }
    } catch (NumberFormatException e) {
      // What is no number leaves the seed as it was.
    }
    setText(Long.toString(value.get()));
  }
}
