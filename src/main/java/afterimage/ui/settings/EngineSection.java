package afterimage.ui.settings;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.settings.Settings;
import afterimage.settings.SettingsStore;
import afterimage.ui.page.Field;
import afterimage.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where refines run, and on how much memory. */
final class EngineSection extends VBox {
  private static final List<Integer> GIGABYTES = List.of(2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96);
  private static final long GIGABYTE = 1L << 30;

  EngineSection(SettingsStore store, @Nullable DeviceReport report, SettingsPage.Actions actions) {
    getStyleClass().add("settings-section");
    List<String> devices =
        Stream.concat(
                Stream.of(Device.AUTO.toString(), store.get().device()),
                report == null
                    ? Stream.of(Device.CPU.toString())
                    : report.verdicts().stream().map(verdict -> verdict.kind().label()))
            .distinct()
            .toList();
    getChildren()
        .addAll(
            new Field(
                "settings.device",
                Choices.of(
                    "settings-device",
                    "settings.device",
                    devices,
                    EngineSection::deviceName,
                    store.get().device(),
                    chosen -> store.update(settings -> settings.withDevice(chosen))),
                verdicts(report)),
            new Field("settings.memory", memory(store, actions), Texts.of("settings.memory.help")),
            new Field("settings.card", cardMemory(store, actions), Texts.of("settings.card.help")),
            new Field("settings.native", nativePath(store), Texts.of("settings.native.help")));
  }

  private static ComboBox<Optional<Integer>> memory(
      SettingsStore store, SettingsPage.Actions actions) {
    return gigabytes(
        "settings-memory",
        "settings.memory",
        store.get().preferences().memoryGigabytes(),
        Machine.memory() / GIGABYTE,
        chosen -> {
          store.update(settings -> settings.withPreferences(p -> p.withMemoryGigabytes(chosen)));
          actions.limitMemory().accept(store.get().preferences().memoryBytes());
        });
  }

  private static ComboBox<Optional<Integer>> cardMemory(
      SettingsStore store, SettingsPage.Actions actions) {
    return gigabytes(
        "settings-card",
        "settings.card",
        store.get().preferences().cardGigabytes(),
        Long.MAX_VALUE,
        chosen -> {
          store.update(settings -> settings.withPreferences(p -> p.withCardGigabytes(chosen)));
          actions.limitCardMemory().accept(store.get().preferences().cardBytes());
        });
  }

  private static ComboBox<Optional<Integer>> gigabytes(
      String id, String key, @Nullable Integer set, long most, Consumer<@Nullable Integer> choose) {
    Optional<Integer> now = Optional.ofNullable(set);
    List<Optional<Integer>> choices =
        Stream.concat(
                Stream.of(Optional.<Integer>empty()),
                Stream.concat(now.stream(), GIGABYTES.stream().filter(size -> size <= most))
                    .distinct()
                    .sorted()
                    .map(Optional::of))
            .toList();
    return Choices.of(
        id,
        key,
        choices,
        size ->
            size.map(gigabytes -> Texts.of("settings.memory.limit", gigabytes))
                .orElse(Texts.of(key + ".free")),
        now,
        chosen -> choose.accept(chosen.orElse(null)));
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

  private static String deviceName(String device) {
    return device.equals(Device.AUTO.toString())
        ? Texts.of("settings.device.auto")
        : device.toUpperCase(Locale.ROOT);
  }

  /** A line for what works, and one for all that is missing for the same reason. */
  private static String verdicts(@Nullable DeviceReport report) {
    Map<String, List<DeviceReport.Verdict>> alike =
        report == null
            ? Map.of()
            : report.verdicts().stream()
                .collect(
                    Collectors.groupingBy(
                        DeviceReport.Verdict::reason, LinkedHashMap::new, Collectors.toList()));
    return alike.values().stream().map(EngineSection::verdict).collect(Collectors.joining("\n"));
  }

  private static String verdict(List<DeviceReport.Verdict> alike) {
    String titles =
        alike.stream().map(verdict -> verdict.kind().title()).collect(Collectors.joining(", "));
    DeviceReport.Verdict any = alike.getFirst();
    return Texts.of(
        any.usable() ? "settings.device.usable" : "settings.device.missing", titles, any.reason());
  }
}
