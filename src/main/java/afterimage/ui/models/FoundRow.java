package afterimage.ui.models;

import afterimage.catalog.found.FoundModel;
import afterimage.ui.text.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;

/** A model that another program keeps here, which can be used where it is. */
final class FoundRow {
  private FoundRow() {}

  static Node of(FoundModel found, ModelsElsewhere models) {
    String program = found.program().title();
    String detail =
        program.isEmpty()
            ? found.kind() + ", " + DownloadText.size(found.bytes())
            : Texts.of("models.found.of", found.kind(), DownloadText.size(found.bytes()), program);
    ModelRow row = new ModelRow(found.name(), detail).at(found.path());
    if (!models.canUse(found)) {
      return row;
    }
    Button use = ModelRow.button("found-use-", found.name(), "models.use", () -> models.use(found));
    use.setAccessibleText(Texts.of("models.use") + ": " + found.name());
    row.offer(use);
    return row;
  }
}
