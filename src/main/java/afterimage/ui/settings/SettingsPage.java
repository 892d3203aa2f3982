package afterimage.ui.settings;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.settings.Settings;
import afterimage.settings.SettingsStore;
import afterimage.settings.Theme;
import afterimage.ui.style.Icons;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Theme, device and the folder of other native libraries. Every change counts at once. */
public final class SettingsPage extends VBox {
  private static final List<Double> SCALES = List.of(0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0);

  /**
   * @param store where changes go
   * @param report what runs here, or null while nobody knows
   * @param look what is chosen here is seen at once
   * @param checkHardware opens what the machine can do
   * @param models opens the models
   * @param close leaves the page
   */
  public SettingsPage(
      SettingsStore store,
      @Nullable DeviceReport report,
      StudioTheme look,
      Runnable checkHardware,
      Runnable models,
      Runnable close) {
    getStyleClass().add("page");
    setId("settings-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("settings.title"));
    title.getStyleClass().add(Styles.TITLE_3);

    ComboBox<Theme> theme =
        combo("settings-theme", "settings.theme", List.of(Theme.values()), SettingsPage::name);
    theme.setValue(store.get().theme());
    theme
        .valueProperty()
        .subscribe(
            chosen -> {
              store.update(settings -> settings.withTheme(chosen));
              look.choiceProperty().set(chosen);
            });

    ComboBox<Double> scale =
        combo("settings-scale", "settings.scale", SCALES, SettingsPage::percent);
    scale.setValue(store.get().uiScale());
    scale
        .valueProperty()
        .subscribe(
            chosen -> {
              store.update(settings -> settings.withUiScale(chosen));
              look.scaleProperty().set(chosen);
            });

    Button hardware = new Button(Texts.of("settings.hardware"), Icons.HARDWARE.node());
    hardware.setId("settings-hardware");
    hardware.setOnAction(_ -> checkHardware.run());

    List<String> names =
        Stream.concat(
                Stream.of(Device.AUTO.toString(), store.get().device()),
                report == null
                    ? Stream.of(Device.CPU.toString())
                    : report.verdicts().stream().map(verdict -> verdict.kind().label()))
            .distinct()
            .toList();
    ComboBox<String> device =
        combo("settings-device", "settings.device", names, SettingsPage::deviceName);
    device.setValue(store.get().device());
    device
        .valueProperty()
        .subscribe(chosen -> store.update(settings -> settings.withDevice(chosen)));

    Button openModels = new Button(Texts.of("models.open"));
    openModels.setId("settings-models");
    openModels.setOnAction(_ -> models.run());

    Button done = new Button(Texts.of("settings.done"));
    done.setId("settings-done");
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren()
        .addAll(
            title,
            row("settings.theme", theme, ""),
            row("settings.scale", scale, ""),
            row("settings.device", device, verdicts(report)),
            row("models.title", openModels, Texts.of("models.help")),
            row("settings.native", nativePath(store), Texts.of("settings.native.help")),
            new HBox(hardware, gap, done));
  }

  private static String percent(double scale) {
    return Texts.of("percent", Math.round(scale * 100));
  }

  private static TextField nativePath(SettingsStore store) {
    Settings now = store.get();
    TextField field = new TextField(now.nativePath() == null ? "" : now.nativePath());
    field.setId("settings-native");
    field.setPromptText(Texts.of("settings.native.hint"));
    field.setAccessibleText(Texts.of("settings.native"));
    field
        .textProperty()
        .subscribe(
            text ->
                store.update(
                    settings -> settings.withNativePath(text.isBlank() ? null : text.strip())));
    return field;
  }

  private static VBox row(String key, Region control, String help) {
    Label name = new Label(Texts.of(key));
    name.getStyleClass().add("field-name");
    name.setLabelFor(control);
    control.setMaxWidth(Double.MAX_VALUE);
    VBox row = new VBox(name, control);
    row.getStyleClass().add("field");
    if (!help.isEmpty()) {
      Label text = new Label(help);
      text.getStyleClass().add("field-help");
      text.setWrapText(true);
      text.setMinHeight(Region.USE_PREF_SIZE);
      row.getChildren().add((Node) text);
    }
    return row;
  }

  private static <T> ComboBox<T> combo(
      String id, String key, List<T> choices, java.util.function.Function<T, String> name) {
    ComboBox<T> combo = new ComboBox<>();
    combo.setId(id);
    combo.setAccessibleText(Texts.of(key));
    combo.getItems().setAll(choices);
    combo.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable T choice) {
            return choice == null ? "" : name.apply(choice);
          }

          @Override
          public @Nullable T fromString(String text) {
            return null;
          }
        });
    return combo;
  }

  private static String name(Theme theme) {
    return Texts.of("settings.theme." + theme.name().toLowerCase(Locale.ROOT));
  }

  private static String deviceName(String device) {
    return device.equals(Device.AUTO.toString())
        ? Texts.of("settings.device.auto")
        : device.toUpperCase(Locale.ROOT);
  }

  private static String verdicts(@Nullable DeviceReport report) {
    return report == null
        ? ""
        : report.verdicts().stream()
            .map(
                verdict ->
                    Texts.of(
                        verdict.usable() ? "settings.device.usable" : "settings.device.missing",
                        verdict.kind().title(),
                        verdict.reason()))
            .collect(Collectors.joining("\n"));
  }
}
