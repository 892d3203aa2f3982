package afterimage.ui.models;

import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.message.Problem;
import afterimage.settings.SettingsStore;
import afterimage.ui.inspector.InspectorEdits;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.notice.Notices;
import afterimage.ui.notice.StatusModel;
import afterimage.ui.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The model that refines run with: the one used last at the start, then whichever is chosen. Each
 * has its own last values. For the FX thread.
 */
public final class ModelInUse {
  private final ImageEngine engine;
  private final SettingsStore settings;
  private final InspectorModel values;
  private final InspectorEdits edits;
  private final Notices notices;
  private final StatusModel status;
  private boolean begun;

  public ModelInUse(
      ImageEngine engine,
      SettingsStore settings,
      InspectorModel values,
      InspectorEdits edits,
      Notices notices,
      StatusModel status) {
    this.engine = engine;
    this.settings = settings;
    this.values = values;
    this.edits = edits;
    this.notices = notices;
    this.status = status;
  }

  /** Takes the model used last, else the first. */
  public void begin(List<Path> installed, Executor workers) {
    workers.execute(this::findPreviewDecoder);
    if (installed.isEmpty()) {
      notices.warn(new Problem(Texts.of("model.none"), Texts.of("model.none.remedy")));
      return;
    }
    String last = settings.get().model();
    Path chosen =
        installed.stream()
            .filter(model -> model.toString().equals(last))
            .findFirst()
            .orElse(installed.getFirst());
    workers.execute(
        () -> {
          try {
            ModelInfo info = engine.describe(chosen);
            Platform.runLater(() -> use(info));
          } catch (EngineException e) {
            Platform.runLater(() -> notices.warn(e.problem()));
          }
        });
  }

  /** The one used last, unless its file is gone; from then on every choice is kept and told. */
  private void findPreviewDecoder() {
    String last = settings.get().preferences().previewDecoder();
    Path file = last != null && Files.isRegularFile(Path.of(last)) ? Path.of(last) : null;
    Platform.runLater(
        () -> {
          values.previewDecoderProperty().set(file);
          values.previewDecoderProperty().addListener((_, _, chosen) -> keep(chosen));
        });
  }

  private void keep(@Nullable Path decoder) {
    settings.update(
        old ->
            old.withPreferences(
                p -> p.withPreviewDecoder(decoder == null ? null : decoder.toString())));
    if (decoder != null) {
      notices.tell(Texts.of("models.previews.used", String.valueOf(decoder.getFileName())));
    }
  }

  /** Takes a model that the user chose, for this and later starts. */
  public void useFromNowOn(ModelInfo info) {
    rememberValues();
    settings.update(old -> old.withModel(info.directory().toString()));
    use(info);
    notices.tell(Texts.of("models.used", info.name()));
  }

  /** What describes models. */
  ImageEngine engine() {
    return engine;
  }

  /** The model of the next run; null while there is none. */
  @Nullable ModelInfo now() {
    return values.modelProperty().get();
  }

  /** What paints previews; null for nothing but the models themselves. */
  public ObjectProperty<@Nullable Path> previewDecoderProperty() {
    return values.previewDecoderProperty();
  }

  /** Adds a LoRA to the model in use. */
  public void addLora(Path file) {
    values.addLora(file);
    notices.tell(Texts.of("lora.added", String.valueOf(file.getFileName())));
  }

  /** Lets prompts call an embedding; its file was looked into. */
  public void addEmbedding(Path file) {
    values.addEmbedding(file);
    notices.tell(Texts.of("embedding.added", Embedding.nameOf(file)));
  }

  /** Keeps the values in force as the model's last ones. */
  public void rememberValues() {
    ModelInfo model = values.modelProperty().get();
    if (model != null) {
      RefineSettings now = values.settings();
      settings.update(old -> old.withLastValues(model.name(), now));
    }
  }

  /** A seed that was locked is locked again, and its lock kept from then on. */
  private void rememberLock() {
    BooleanProperty locked = values.seedLockedProperty();
    locked.set(locked.get() || settings.get().preferences().seedLocked());
    locked.subscribe(
        now -> settings.update(old -> old.withPreferences(p -> p.withSeedLocked(now))));
  }

  private void use(ModelInfo info) {
    values.use(info, settings.get().lastValues().get(info.name()));
    edits.begin();
    if (!begun) {
      begun = true;
      rememberLock();
    }
    status.modelProperty().set(info.name());
  }
}
