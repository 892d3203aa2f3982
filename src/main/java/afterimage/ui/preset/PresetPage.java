package afterimage.ui.preset;

import afterimage.engine.RefineSettings;
import afterimage.settings.Preset;
import afterimage.ui.page.Field;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** All presets: save, use, share, delete. */
final class PresetPage extends VBox {

  PresetPage(Presets presets, Runnable close) {
    getStyleClass().add("page");
    setId("preset-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("presets.title"));
    title.getStyleClass().add(Styles.TITLE_3);

    TextField name = new TextField();
    name.setId("preset-name");
    name.setPromptText(Texts.of("presets.name.hint"));
    name.setAccessibleText(Texts.of("presets.name"));
    HBox.setHgrow(name, Priority.ALWAYS);
    Button save = new Button(Texts.of("presets.save"));
    save.setId("preset-save");
    save.setMinWidth(Region.USE_PREF_SIZE);
    save.setDefaultButton(true);
    save.disableProperty().bind(name.textProperty().isEmpty());
    save.setOnAction(
        _ -> {
          presets.save(name.getText());
          name.clear();
        });
    HBox row = new HBox(name, save);
    row.getStyleClass().add("field-row");

    ListView<Preset> list = new ListView<>(presets.all());
    list.setId("preset-list");
    list.getStyleClass().add("plain-list");
    list.setAccessibleText(Texts.of("presets.title"));
    list.setPlaceholder(Field.help(Texts.of("presets.none")));
    list.setPrefHeight(240);
    list.setCellFactory(_ -> new Row(presets));
    list.setOnKeyPressed(
        event -> {
          Preset chosen = list.getSelectionModel().getSelectedItem();
          if (chosen != null && event.getCode() == KeyCode.ENTER) {
            presets.use(chosen);
          } else if (chosen != null && event.getCode() == KeyCode.DELETE) {
            presets.delete(chosen);
          }
        });

    Button open = new Button(Texts.of("presets.open"), Icons.OPEN.node());
    open.setId("preset-open");
    open.setOnAction(_ -> presets.openFile());
    Button done = new Button(Texts.of("settings.done"));
    done.setId("preset-done");
    done.setCancelButton(true);
    done.setOnAction(_ -> close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(open, gap, done);
    buttons.getStyleClass().add("field-row");
    getChildren()
        .addAll(
            title, new Field("presets.name", row, Texts.of("presets.name.help")), list, buttons);
  }

  /** A preset: name, what it sets, buttons. */
  private static final class Row extends ListCell<Preset> {
    private final Label name = new Label();
    private final Label what = new Label();
    private final HBox content;

    Row(Presets presets) {
      name.getStyleClass().add("field-name");
      what.getStyleClass().add("field-help");
      VBox texts = new VBox(name, what);
      texts.setMinWidth(0);
      texts.setPrefWidth(0); // What the buttons leave; long prompts end in dots.
      HBox.setHgrow(texts, Priority.ALWAYS);
      content =
          new HBox(
              texts,
              button("presets.use", Icons.DONE, presets::use),
              button("presets.share", Icons.EXPORT, presets::share),
              button("versions.delete", Icons.REMOVE, presets::delete));
      content.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0); // As wide as the list.
      content
          .prefWidthProperty()
          .bind(
              Bindings.createDoubleBinding(
                  () -> getWidth() - getInsets().getLeft() - getInsets().getRight(),
                  widthProperty(),
                  insetsProperty()));
    }

    private Button button(String key, Icons icon, Consumer<Preset> action) {
      Button button = new Button("", icon.node());
      button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
      button.setAccessibleText(Texts.of(key));
      button.setTooltip(new Tooltip(Texts.of(key)));
      button.setOnAction(
          _ -> {
            Preset preset = getItem();
            if (preset != null) {
              action.accept(preset);
            }
          });
      return button;
    }

    @Override
    protected void updateItem(@Nullable Preset preset, boolean empty) {
      super.updateItem(preset, empty);
      if (empty || preset == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      RefineSettings settings = preset.settings();
      name.setText(preset.name());
      what.setText(
          Texts.of("presets.what", Math.round(settings.strength() * 100), settings.steps())
              + (settings.prompt().isEmpty() ? "" : "   " + settings.prompt()));
      setAccessibleText(preset.name() + ", " + what.getText());
      setGraphic(content);
    }
  }
}
