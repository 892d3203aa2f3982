package afterimage.ui.inspector;

import afterimage.file.FileName;
import afterimage.settings.found.FoundSettings;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.StringJoiner;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Says that the shown picture carries settings, and takes them over if asked; never by itself. */
public final class FoundChip extends HBox {
  /** Characters of a prompt that are read while pointing at it. */
  private static final int SHOWN = 1000;

  private final InspectorModel values;
  private final Consumer<@Nullable String> vae;
  private final Consumer<FoundSettings> control;
  private final Label text = new Label();
  private @Nullable FoundSettings found;

  /**
   * @param values what they change
   * @param vae takes the VAE of that name, or the model's own for null
   * @param control takes the ControlNet that they name
   */
  public FoundChip(
      InspectorModel values, Consumer<@Nullable String> vae, Consumer<FoundSettings> control) {
    this.values = values;
    this.vae = vae;
    this.control = control;
    getStyleClass().add("found-chip");
    setId("found-settings");
    setAlignment(Pos.CENTER_LEFT);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setId("found-text");
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    Button use = new Button(Texts.of("found.use"));
    use.setId("found-use");
    use.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
    use.setMinWidth(Region.USE_PREF_SIZE);
    use.setOnAction(_ -> use());
    Button close = new Button("", Icons.REMOVE.node());
    close.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
    close.setAccessibleText(Texts.of("found.close"));
    close.setMinWidth(Region.USE_PREF_SIZE);
    close.setOnAction(_ -> show(null));
    getChildren().addAll(text, use, close);
    show(null);
  }

  /** Offers what a picture carries; null for nothing. */
  public void show(@Nullable FoundSettings settings) {
    found = settings;
    setVisible(settings != null);
    setManaged(settings != null);
    if (settings != null) {
      String key =
          settings.seed() == null
              ? "found.prompt"
              : settings.prompt().isEmpty() ? "found.seed" : "found.both";
      StringJoiner told = new StringJoiner(" ").add(Texts.of(key, settings.program()));
      if (settings.isSeedShortened()) {
        told.add(Texts.of("found.seed.shortened", String.valueOf(settings.seed())));
      }
      if (settings.isSamplerUnknown()) {
        told.add(Texts.of("found.sampler.unknown", String.valueOf(settings.namedSampler())));
      }
      if (!settings.embeddings().isEmpty()) {
        told.add(Texts.of("found.embeddings", settings.namedEmbeddings()));
      }
      text.setText(told.toString());
      Tooltip.install(text, new Tooltip(FileName.begin(settings.prompt(), SHOWN)));
    }
  }

  private void use() {
    FoundSettings settings = found;
    if (settings != null) {
      values.show(settings.onto(values.settings()));
      if (settings.vae() != null || !settings.pairs().isEmpty()) {
        vae.accept(settings.vae());
      }
      if (!settings.pairs().isEmpty()) {
        control.accept(settings);
      }
      if (settings.seed() != null) {
        values.seedLockedProperty().set(true);
      }
      show(null);
    }
  }
}
