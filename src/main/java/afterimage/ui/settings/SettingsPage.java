package afterimage.ui.settings;

import afterimage.engine.DeviceReport;
import afterimage.settings.SettingsStore;
import afterimage.ui.page.PageScroll;
import afterimage.ui.style.Icons;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Look, language, device, memory, folders and keys. Every change is kept at once. */
public final class SettingsPage extends VBox {
  /**
   * What the page's buttons do.
   *
   * @param checkHardware opens what the machine can do
   * @param models opens the models
   * @param keys opens the page that changes keys
   * @param chooseFolder asks for a folder
   * @param limitMemory tells the engine what it may use, in bytes
   * @param limitCardMemory tells it the same of a graphics card's
   * @param close leaves the page
   */
  public record Actions(
      Runnable checkHardware,
      Runnable models,
      Runnable keys,
      Supplier<Optional<Path>> chooseFolder,
      LongConsumer limitMemory,
      LongConsumer limitCardMemory,
      Runnable close) {}

  /**
   * @param store where changes go
   * @param report what runs here, or null while nobody knows
   * @param look what is chosen here is seen at once
   */
  public SettingsPage(
      SettingsStore store, @Nullable DeviceReport report, StudioTheme look, Actions actions) {
    getStyleClass().addAll("page", "wide-page");
    setId("settings-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("settings.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    VBox left = new VBox(new LookSection(store, look), new FoldersSection(store, actions));
    VBox right = new VBox(new EngineSection(store, report, actions));
    HBox columns = new HBox(left, right);
    columns.getStyleClass().add("settings-columns");
    for (VBox column : List.of(left, right)) {
      column.getStyleClass().add("settings-column");
      HBox.setHgrow(column, Priority.ALWAYS);
    }
    getChildren().addAll(title, new PageScroll(columns), buttons(actions));
  }

  private static HBox buttons(Actions actions) {
    Button hardware = new Button(Texts.of("settings.hardware"), Icons.HARDWARE.node());
    hardware.setId("settings-hardware");
    hardware.setOnAction(_ -> actions.checkHardware.run());
    Button models = new Button(Texts.of("models.open"), Icons.MODEL.node());
    models.setId("settings-models");
    models.setOnAction(_ -> actions.models.run());
    Button keys = new Button(Texts.of("keys.change"), Icons.KEYS.node());
    keys.setId("settings-keys");
    keys.setOnAction(_ -> actions.keys.run());
    Button done = new Button(Texts.of("settings.done"));
    done.setId("settings-done");
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> actions.close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox row = new HBox(hardware, models, keys, gap, done);
    row.getStyleClass().add("field-row");
    return row;
  }
}
