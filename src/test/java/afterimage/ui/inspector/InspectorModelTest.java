package afterimage.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InspectorModelTest {
  private static final RefineSettings DEFAULTS =
      new RefineSettings("", "", 0.4, 12, 3, 6, 2.5, 0, null);
  private static final ModelInfo MODEL =
      new ModelInfo(
          Path.of("m"), "m", "", "", DEFAULTS, true, 8, List.of("euler"), null, List.of());

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
