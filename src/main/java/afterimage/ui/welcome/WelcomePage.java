package afterimage.ui.welcome;

import afterimage.ui.command.KeyHints;
import afterimage.ui.page.Field;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Three cards for who starts the studio for the first time; Enter and Esc leave them. */
public final class WelcomePage extends VBox {

  /**
   * What the cards' buttons do.
   *
   * @param machine shows all that was found
   * @param models shows the models
   * @param sample opens the sample; nothing if there is none
   * @param close leaves the page
   */
  public record Actions(
      Runnable machine, Runnable models, Optional<Runnable> sample, Runnable close) {}

  /**
   * @param found what the hardware check found, in a line
   * @param hints name the key that refines
   */
  public WelcomePage(String found, Actions actions, KeyHints hints) {
    getStyleClass().addAll("page", "wide-page");
    setId("welcome");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("welcome.title"));
    title.getStyleClass().add(Styles.TITLE_2);
    Label text = new Label(Texts.of("welcome.text"));
    text.getStyleClass().add("field-value");
    VBox head = new VBox(title, text);
    head.getStyleClass().add("field");
    List<VBox> cards = new ArrayList<>();
    cards.add(
        card(
            Icons.HARDWARE,
            "welcome.machine",
            Texts.of("welcome.machine.good", found),
            button("welcome-machine", "welcome.machine.check", actions.machine)));
    cards.add(
        card(
            Icons.MODEL,
            "welcome.models",
            Texts.of("welcome.models.text"),
            button("welcome-models", "welcome.models.open", actions.models)));
    actions.sample.ifPresent(
        sample ->
            cards.add(
                card(
                    Icons.SAMPLE,
                    "welcome.sample",
                    hints.text("welcome.sample.text", "refine"),
                    button("welcome-sample", "welcome.sample.open", sample))));
    HBox row = new HBox(cards.toArray(VBox[]::new));
    row.getStyleClass().add("welcome-cards");
    Button start = button("welcome-start", "welcome.start", actions.close);
    start.setDefaultButton(true);
    start.setCancelButton(true);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(head, row, new HBox(gap, start));
  }

  private static VBox card(Icons icon, String key, String text, Button button) {
    var picture = icon.node();
    picture.getStyleClass().add("welcome-icon");
    Label name = new Label(Texts.of(key));
    name.getStyleClass().add(Styles.TITLE_4);
    Label words = Field.help(text);
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    button.setAccessibleText(Texts.of(key) + ": " + button.getText());
    VBox card = new VBox(picture, name, words, gap, button);
    card.getStyleClass().add("welcome-card");
    HBox.setHgrow(card, Priority.ALWAYS);
    return card;
  }

  private static Button button(String id, String key, Runnable action) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
