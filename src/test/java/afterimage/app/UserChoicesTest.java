package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UserChoicesTest {

  @Test
  void catalog_chosenFolder_isSearchedBeforeTheUsersOwn() {
    Path chosen = Path.of("here").toAbsolutePath();
    ModelCatalog usual = UserChoices.catalog(Settings.DEFAULTS);

    ModelCatalog more =
        UserChoices.catalog(
            Settings.DEFAULTS.withPreferences(p -> p.withModelsFolder(chosen.toString())));

    assertThat(more.roots()).hasSize(usual.roots().size() + 1).contains(chosen);
    assertThat(more.roots().getLast()).isEqualTo(usual.roots().getLast());
  }
}
