package afterimage.ui.settings;

import afterimage.settings.Language;
import afterimage.settings.SettingsStore;
import afterimage.settings.Theme;
import afterimage.ui.page.Field;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.scene.layout.VBox;

/** How the studio looks, and what it speaks. */
final class LookSection extends VBox {
  private static final List<Double> SCALES = List.of(0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0);

  LookSection(SettingsStore store, StudioTheme look) {
    getStyleClass().add("settings-section");
    getChildren()
        .addAll(
            new Field(
                "settings.theme",
                Choices.of(
                    "settings-theme",
                    "settings.theme",
                    List.of(Theme.values()),
                    LookSection::name,
                    store.get().theme(),
                    chosen -> {
                      store.update(settings -> settings.withTheme(chosen));
                      look.choiceProperty().set(chosen);
                    }),
                ""),
            new Field(
                "settings.scale",
                Choices.of(
                    "settings-scale",
                    "settings.scale",
                    SCALES,
                    scale -> Texts.of("percent", Math.round(scale * 100)),
                    store.get().uiScale(),
                    chosen -> {
                      store.update(settings -> settings.withUiScale(chosen));
                      look.scaleProperty().set(chosen);
                    }),
                ""),
            new Field(
                "settings.language",
                Choices.of(
                    "settings-language",
                    "settings.language",
                    List.of(Language.values()),
                    LookSection::name,
                    store.get().preferences().language(),
                    chosen ->
                        store.update(
                            settings -> settings.withPreferences(p -> p.withLanguage(chosen)))),
                Texts.of("settings.nextStart")));
  }

  private static String name(Theme theme) {
    return Texts.of("settings.theme." + theme.name().toLowerCase(Locale.ROOT));
  }

  private static String name(Language language) {
    return Texts.of("settings.language." + language.name().toLowerCase(Locale.ROOT));
  }
}
