package afterimage.ui.inspector;

import afterimage.catalog.ModelFile;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The VAE of the model in use: its own, one that is here, or a file. */
final class VaeField extends VBox {
  private final InspectorModel values;
  private final Runnable chooseFile;
  private final ComboBox<Choice> box = new ComboBox<>();
  private boolean showing;

  /** A line of the box. */
  private sealed interface Choice {
    /** The model's own. */
    record Own() implements Choice {}

    /** A file or folder. */
    record File(Path path) implements Choice {}

    /** One that is to be looked for. */
    record Other() implements Choice {}
  }

  /**
   * @param values have the VAE, and know others
   * @param chooseFile asks for one, and takes it
   */
  VaeField(InspectorModel values, Runnable chooseFile) {
    this.values = values;
    this.chooseFile = chooseFile;
    getStyleClass().add("field");
    setId("vae-field");
    Label name = new Label(Texts.of("vae.name"));
    name.getStyleClass().add("field-name");
    name.setLabelFor(box);
    box.setId("vae");
    box.setAccessibleText(Texts.of("vae.name"));
    box.setTooltip(new Tooltip(Texts.of("vae.tooltip")));
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(new Named<>(VaeField::text));
    box.valueProperty().addListener((_, _, chosen) -> chosen(chosen));
    getChildren().addAll(name, box);
    visibleProperty().bind(values.vaeChoosableProperty());
    managedProperty().bind(visibleProperty());
    values.vaes().addListener((InvalidationListener) _ -> show());
    values.vaeProperty().subscribe(_ -> show());
  }

  private static String text(Choice choice) {
    return switch (choice) {
      case Choice.Own _ -> Texts.of("vae.own");
      case Choice.File(Path path) -> ModelFile.nameOf(path);
      case Choice.Other _ -> Texts.of("vae.other");
    };
  }

  private void show() {
    @Nullable Path now = values.vaeProperty().get();
    List<Choice> choices = new ArrayList<>(List.of(new Choice.Own()));
    values.vaes().forEach(path -> choices.add(new Choice.File(path)));
    Choice current = now == null ? choices.getFirst() : new Choice.File(now);
    if (!choices.contains(current)) {
      choices.add(current);
    }
    choices.add(new Choice.Other());
    showing = true;
    box.getItems().setAll(choices);
    box.setValue(current);
    showing = false;
  }

  private void chosen(@Nullable Choice choice) {
    if (showing || choice == null) {
      return;
    }
    switch (choice) {
      case Choice.Own _ -> take(null);
      case Choice.File(Path path) -> take(path);
      case Choice.Other _ ->
          // Not while the box still closes; and it shows what is in force whatever comes of it.
          Platform.runLater(
              () -> {
                show();
                chooseFile.run();
              });
    }
  }

  private void take(@Nullable Path path) {
    if (!Objects.equals(path, values.vaeProperty().get())) {
      values.vaeProperty().set(path);
    }
  }
}
