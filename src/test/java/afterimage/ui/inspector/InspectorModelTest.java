package afterimage.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.ModelInfo;
import afterimage.engine.NoiseSettings;
import afterimage.engine.RefineSettings;
import afterimage.engine.Tiling;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectorModelTest {
  private static final RefineSettings DEFAULTS =
      new RefineSettings("", "", 0.4, 12, 3, 6, 2.5, 0, null);
  private static final ModelInfo MODEL =
      new ModelInfo(
          Path.of("m"), "m", "", "", DEFAULTS, false, true, 8, List.of("euler"), null, List.of());

  private final InspectorModel values = new InspectorModel(new Random(1));

  @Test
  void use_newModel_takesItsDefaultsAndASeedOfItsOwn() {
    values.use(MODEL, null);
    assertThat(values.settings().withSeed(0)).isEqualTo(DEFAULTS);
    assertThat(values.settings().seed()).isNotZero();
  }

  @Test
  void use_modelWithLastValues_showsThem() {
    RefineSettings last = new RefineSettings("warm", "dark", 0.2, 9, 4, 7, 2, 99, null);
    values.use(MODEL, last);
    assertThat(values.settings()).isEqualTo(last);
  }

  @Test
  void show_valuesOutsideTheControls_areBroughtIn() {
    values.show(new RefineSettings("", "", 0, 1000, 0, 0, 0, 5, null));
    assertThat(values.settings())
        .isEqualTo(new RefineSettings("", "", 0.05, 150, 1, 1, 1, 5, null));
  }

  @Test
  void settings_advancedOnesShown_areThoseOfTheVersion() {
    AdvancedSettings advanced =
        AdvancedSettings.DEFAULT
            .withPrompt2("sky")
            .withPlainPrompts(true)
            .withClipSkip(2)
            .withNoise(new NoiseSettings(NoiseSettings.Generator.NV, 7L, 0.2))
            .withTiling(new Tiling(512));

    values.show(DEFAULTS.withAdvanced(advanced));

    assertThat(values.settings().advanced()).isEqualTo(advanced);
  }

  @Test
  void settings_textsOfSpaces_areNone() {
    values.advanced().change(old -> old.withPrompt2("  ").withNegativePrompt2(" dark "));

    assertThat(values.settings().advanced())
        .isEqualTo(AdvancedSettings.DEFAULT.withNegativePrompt2("dark"));
  }

  @Test
  void settings_variation_hasASeedWhereItHasAStrength() {
    assertThat(noise(null, 0.5)).isEqualTo(new NoiseSettings(NoiseSettings.Generator.CPU, 0L, 0.5));
    assertThat(noise(7L, 0)).isEqualTo(NoiseSettings.DEFAULT);
    assertThat(noise(7L, 0.5)).isEqualTo(new NoiseSettings(NoiseSettings.Generator.CPU, 7L, 0.5));
  }

  private NoiseSettings noise(@Nullable Long seed, double strength) {
    NoiseSettings typed = new NoiseSettings(NoiseSettings.Generator.CPU, seed, strength);
    values.advanced().change(old -> old.withNoise(typed));
    return values.settings().advanced().noise();
  }

  @Test
  void follow_property_showsAndChangesItsSettingOnly() {
    values.advanced().change(old -> old.withWatermark(true));
    BooleanProperty twoCalls =
        values
            .advanced()
            .follow(
                new SimpleBooleanProperty(),
                AdvancedSettings::guidanceInTwoCalls,
                AdvancedSettings::withGuidanceInTwoCalls);

    twoCalls.set(true);
    assertThat(values.settings().advanced())
        .isEqualTo(AdvancedSettings.DEFAULT.withWatermark(true).withGuidanceInTwoCalls(true));

    values.show(DEFAULTS);
    assertThat(twoCalls.get()).isFalse();
  }

  @Test
  void settingsForRun_unlockedSeed_isNewEachTime() {
    values.use(MODEL, null);
    assertThat(values.settingsForRun().seed()).isNotEqualTo(values.settingsForRun().seed());
  }

  @Test
  void settingsForRun_lockedSeed_stays() {
    values.use(MODEL, null);
    values.seedLockedProperty().set(true);
    assertThat(values.settingsForRun()).isEqualTo(values.settingsForRun());
  }

  @Test
  void quality_names_standAroundTheModelsOwnSteps() {
    assertThat(Quality.FAST.steps(50)).isEqualTo(30);
    assertThat(Quality.BALANCED.steps(50)).isEqualTo(50);
    assertThat(Quality.BEST.steps(50)).isEqualTo(80);
    assertThat(Quality.FAST.steps(1)).isEqualTo(1);
  }
}
