package afterimage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  @TempDir Path folder;

  @Test
  void bundles_ofSeveralRoots_areSortedAndOnce() throws IOException {
    Path first = bundle("one/b");
    Path second = bundle("one/a");
    Path itself = bundle("two");
    Files.createDirectories(folder.resolve("one/empty"));

    ModelCatalog catalog =
        new ModelCatalog(
            List.of(folder.resolve("one"), itself, folder.resolve("one/."), folder.resolve("no")));

    assertThat(catalog.bundles()).containsExactly(second, first, itself);
  }

  private Path bundle(String name) throws IOException {
    Path bundle = Files.createDirectories(folder.resolve(name));
    Files.writeString(bundle.resolve("model_index.json"), "{}");
    return bundle;
  }
}
