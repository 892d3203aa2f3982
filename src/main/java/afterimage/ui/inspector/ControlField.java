package afterimage.ui.inspector;

import afterimage.catalog.ModelFile;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.ControlSettings;
import afterimage.file.FileName;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The ControlNet of the model in use, folded up while there is none: which, by which picture it
 * steers, and how strongly.
 */
final class ControlField extends VBox {
  private static final double MAX_SCALE = 2;

  private final InspectorModel values;
  private final InspectorView.Choosing choosing;
  private final Button header = new Button(Texts.of("control.name"), Icons.EXPAND.node());
  private final VBox content = new VBox();
  private final ComboBox<Choice> box = new ComboBox<>();
  private final Label picture = new Label();
  private final Button ownPicture = new Button("", Icons.REMOVE.node());
  private final VBox steering = new VBox();
  private boolean showing;

  /** A line of the box. */
  private sealed interface Choice {
    record None() implements Choice {}

    /** A file or folder. */
    record File(Path path) implements Choice {}

    /** One that is to be looked for. */
    record Other() implements Choice {}
  }

  /**
   * @param values have the ControlNet, and know others
   * @param choosing asks for files
   */
  ControlField(InspectorModel values, InspectorView.Choosing choosing) {
    this.values = values;
    this.choosing = choosing;
    getStyleClass().add("field");
    setId("control-field");
    header.setId("control-unfold");
    header.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    header.setTooltip(new Tooltip(Texts.of("control.tooltip")));
    header.setOnAction(_ -> unfold(!content.isVisible()));
    box.setId("control");
    box.setAccessibleText(Texts.of("control.name"));
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(new Named<>(ControlField::text));
    box.valueProperty().addListener((_, _, chosen) -> chosen(chosen));
    Label name = new Label(Texts.of("control.picture"));
    name.getStyleClass().add("field-name");
    VBox control = new VBox(name, pictureRow());
    control.getStyleClass().add("field");
    steering.getChildren().addAll(control, strength());
    steering.getStyleClass().add("advanced-fields");
    content.getStyleClass().add("advanced-fields");
    content.getChildren().addAll(box, steering);
    getChildren().addAll(header, content);
    visibleProperty().bind(values.vaeChoosableProperty());
    managedProperty().bind(visibleProperty());
    unfold(false);
    values.controlNets().addListener((InvalidationListener) _ -> show());
    values.controlNetProperty().subscribe(_ -> show());
    values.controlPictureProperty().subscribe(this::showPicture);
  }

  private HBox pictureRow() {
    picture.setId("control-picture");
    picture.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(picture, Priority.ALWAYS);
    Button choose = new Button(Texts.of("control.picture.choose"));
    choose.setId("control-picture-choose");
    choose.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    choose.setMinWidth(Region.USE_PREF_SIZE);
    choose.setTooltip(new Tooltip(Texts.of("control.picture.tooltip")));
    choose.setOnAction(_ -> choosing.controlPicture());
    ownPicture.setId("control-picture-remove");
    ownPicture.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    ownPicture.setAccessibleText(Texts.of("control.picture.own"));
    ownPicture.setTooltip(new Tooltip(Texts.of("control.picture.own")));
    ownPicture.setOnAction(_ -> values.controlPictureProperty().set(null));
    HBox row = new HBox(picture, choose, ownPicture);
    row.getStyleClass().add("field-row");
    return row;
  }

  private LabeledSlider strength() {
    return new LabeledSlider(
        new LabeledSlider.Kind(
            "control-scale",
            Texts.of("control.scale"),
            Texts.of("control.scale.tooltip"),
            0,
            MAX_SCALE,
            0.05),
        values
            .advanced()
            .follow(
                new SimpleDoubleProperty(ControlSettings.DEFAULT.scale()),
                settings -> settings.control().scale(),
                ControlField::withScale),
        value -> Texts.of("percent", Math.round(value * 100)),
        ControlSettings.DEFAULT::scale);
  }

  private static AdvancedSettings withScale(AdvancedSettings settings, Number scale) {
    return settings.withControl(settings.control().withScale(scale.doubleValue()));
  }

  private void unfold(boolean open) {
    content.setVisible(open);
    content.setManaged(open);
    header.setGraphic((open ? Icons.COLLAPSE : Icons.EXPAND).node());
  }

  private static String text(Choice choice) {
    return switch (choice) {
      case Choice.None _ -> Texts.of("control.none");
      case Choice.File(Path path) -> ModelFile.nameOf(path);
      case Choice.Other _ -> Texts.of("control.other");
    };
  }

  private void show() {
    @Nullable Path now = values.controlNetProperty().get();
    List<Choice> choices = new ArrayList<>(List.of(new Choice.None()));
    values.controlNets().forEach(path -> choices.add(new Choice.File(path)));
    Choice current = now == null ? choices.getFirst() : new Choice.File(now);
    if (!choices.contains(current)) {
      choices.add(current);
    }
    choices.add(new Choice.Other());
    showing = true;
    box.getItems().setAll(choices);
    box.setValue(current);
    showing = false;
    steering.setVisible(now != null);
    steering.setManaged(now != null);
    if (now != null) {
      unfold(true); // What steers a run is never out of sight.
    }
  }

  private void showPicture(@Nullable Path control) {
    picture.setText(
        control == null
            ? Texts.of("control.picture.own")
            : FileName.begin(String.valueOf(control.getFileName()), 40));
    picture.setTooltip(control == null ? null : new Tooltip(control.toString()));
    ownPicture.setVisible(control != null);
    ownPicture.setManaged(control != null);
  }

  private void chosen(@Nullable Choice choice) {
    if (showing || choice == null) {
      return;
    }
    switch (choice) {
      case Choice.None _ -> values.controlNetProperty().set(null);
      case Choice.File(Path path) -> values.controlNetProperty().set(path);
      case Choice.Other _ ->
          // Not while the box still closes; and it shows what is in force whatever comes of it.
          Platform.runLater(
              () -> {
                show();
                choosing.controlNet();
              });
    }
  }
}
