package afterimage.ui.settings;

import afterimage.settings.SettingsStore;
import afterimage.ui.page.Field;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where results go, models are looked for, and the session is kept. */
final class FoldersSection extends VBox {
  private final SettingsPage.Actions actions;

  FoldersSection(SettingsStore store, SettingsPage.Actions actions) {
    this.actions = actions;
    getStyleClass().add("settings-section");
    var preferences = store.get().preferences();
    getChildren()
        .addAll(
            new Field(
                "settings.exports",
                folder(
                    "settings-exports",
                    "settings.exports",
                    store.get().export().folder(),
                    chosen -> store.update(old -> old.withExport(old.export().withFolder(chosen)))),
                ""),
            new Field(
                "settings.models",
                folder(
                    "settings-models-folder",
                    "settings.models",
                    preferences.modelsFolder(),
                    chosen ->
                        store.update(old -> old.withPreferences(p -> p.withModelsFolder(chosen)))),
                Texts.of("settings.nextStart")),
            new Field(
                "settings.session",
                folder(
                    "settings-session",
                    "settings.session",
                    preferences.sessionFolder(),
                    chosen ->
                        store.update(old -> old.withPreferences(p -> p.withSessionFolder(chosen)))),
                Texts.of("settings.session.help")));
  }

  /** The folder, or what holds without one; a button to choose and one to go back. */
  private HBox folder(
      String id, String key, @Nullable String now, Consumer<@Nullable String> changed) {
    Label path = new Label();
    path.setId(id);
    path.getStyleClass().add("field-value");
    path.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(path, Priority.ALWAYS);
    Button choose = new Button(Texts.of("export.folder.choose"));
    choose.setId(id + "-choose");
    choose.setMinWidth(Region.USE_PREF_SIZE);
    choose.setAccessibleText(Texts.of(key) + ": " + Texts.of("export.folder.choose"));
    Button reset = new Button("", Icons.REMOVE.node());
    reset.setId(id + "-reset");
    reset.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    reset.setAccessibleText(Texts.of(key) + ": " + Texts.of("settings.folder.reset"));
    reset.setTooltip(new Tooltip(Texts.of("settings.folder.reset")));
    show(key, now, path, reset);
    choose.setOnAction(
        _ ->
            actions
                .chooseFolder()
                .get()
                .map(Path::toString)
                .ifPresent(
                    chosen -> {
                      changed.accept(chosen);
                      show(key, chosen, path, reset);
                    }));
    reset.setOnAction(
        _ -> {
          changed.accept(null);
          show(key, null, path, reset);
          choose.requestFocus();
        });
    HBox row = new HBox(path, reset, choose);
    row.getStyleClass().add("field-row");
    return row;
  }

  private static void show(String key, @Nullable String folder, Label path, Button reset) {
    path.setText(folder == null ? Texts.of(key + ".usual") : folder);
    // Of a path the end tells most.
    path.setTextOverrun(folder == null ? OverrunStyle.ELLIPSIS : OverrunStyle.LEADING_ELLIPSIS);
    reset.setVisible(folder != null);
    reset.setManaged(folder != null);
  }
}
