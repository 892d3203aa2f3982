package afterimage.ui.settings;

import afterimage.ui.page.Field;
import afterimage.ui.page.PageScroll;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Sentence;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the machine has and what is missing, a line each, and buttons to find out more. */
public final class HardwarePage extends VBox {
  private final VBox rows = new VBox();
  private final Label progress = Field.help("");
  private final Button measuring = button("hardware.measure", "hardware-measure");
  private final Button checking = button("hardware.check", "hardware-check");
  private List<Machine.Fact> facts = List.of();

  /**
   * What the buttons do.
   *
   * @param measure the devices anew
   * @param check what devices compute
   * @param copy puts the facts on the clipboard
   * @param close leaves the page
   */
  public record Actions(Runnable measure, Runnable check, Runnable copy, Runnable close) {}

  /**
   * A page that does nothing yet.
   *
   * @param facts what was found
   */
  public HardwarePage(List<Machine.Fact> facts) {
    getStyleClass().add("page");
    setId("hardware-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("hardware.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    rows.getStyleClass().add("page-fields");
    progress.setId("hardware-progress");
    getChildren().addAll(title, new PageScroll(rows), progress);
    show(facts);
  }

  /** Lets its buttons do something. */
  void begin(Actions actions) {
    measuring.setOnAction(_ -> actions.measure.run());
    checking.setOnAction(_ -> actions.check.run());
    Button copying = new Button(Texts.of("hardware.copy"), Icons.COPY.node());
    copying.setId("hardware-copy");
    copying.setOnAction(_ -> actions.copy.run());
    Button done = button("settings.done", "hardware-done");
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> actions.close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(row(measuring, checking), row(copying, gap, done));
  }

  private static HBox row(Node... buttons) {
    HBox row = new HBox(buttons);
    row.getStyleClass().add("field-row");
    return row;
  }

  private static Button button(String text, String id) {
    Button button = new Button(Texts.of(text));
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  /** What it shows. */
  List<Machine.Fact> facts() {
    return facts;
  }

  /** Says what it waits for. */
  void await(String what) {
    wait(true, what);
  }

  /** Shows other facts; the waiting is over. */
  void show(List<Machine.Fact> found) {
    facts = List.copyOf(found);
    rows.getChildren().setAll(facts.stream().map(HardwarePage::row).toList());
    wait(false, "");
  }

  private void wait(boolean waiting, String what) {
    progress.setText(what);
    progress.setVisible(waiting);
    progress.setManaged(waiting);
    measuring.setDisable(waiting);
    checking.setDisable(waiting);
  }

  private static HBox row(Machine.Fact fact) {
    FontIcon icon = (fact.good() ? Icons.DONE : Icons.INFO).node();
    icon.getStyleClass().add(fact.good() ? "fact-good" : "fact-missing");
    Label name = new Label(fact.name());
    name.getStyleClass().add("field-name");
    VBox texts = new VBox(name, Field.help(Sentence.of(fact.detail())));
    HBox.setHgrow(texts, Priority.ALWAYS);
    HBox row = new HBox(icon, texts);
    row.getStyleClass().add("field-row");
    row.setAccessibleText(fact.name() + ": " + fact.detail());
    return row;
  }
}
