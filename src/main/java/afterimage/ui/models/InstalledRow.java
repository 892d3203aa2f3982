package afterimage.ui.models;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** An installed model, with what can be done with it. */
final class InstalledRow {
  private InstalledRow() {}

  static Node of(InstalledModel model, Models models) {
    ModelRow row = new ModelRow(model.name(), model.detail()).at(model.path());
    row.detail().setId(ModelRow.id("model-detail-", model.id()));
    List<Node> buttons = new ArrayList<>();
    if (model.added()) {
      buttons.add(verify(model, models, row.detail()));
      Button remove =
          ModelRow.button("model-remove-", model.id(), "models.remove", () -> models.remove(model));
      remove.setTooltip(new Tooltip(Texts.of("models.remove.tooltip")));
      buttons.add(remove);
    }
    buttons.add(models.isInUse(model) ? inUse() : use(model, models));
    row.offer(buttons.toArray(Node[]::new));
    return row;
  }

  private static Button verify(InstalledModel model, Models models, Label detail) {
    Button verify = ModelRow.button("model-verify-", model.id(), "models.verify", () -> {});
    verify.setOnAction(
        _ -> {
          verify.setDisable(true);
          detail.setText(Texts.of("models.verifying"));
          models.verify(
              model,
              found -> {
                detail.setText(found);
                verify.setDisable(false);
              });
        });
    return verify;
  }

  private static Label inUse() {
    Label label = new Label(Texts.of("models.inUse.short"), Icons.DONE.node());
    label.setId("model-in-use");
    label.getStyleClass().add("model-in-use");
    return label;
  }

  private static Button use(InstalledModel model, Models models) {
    Button use = ModelRow.button("model-use-", model.id(), "models.use", () -> models.use(model));
    use.setDisable(!model.usable());
    return use;
  }
}
