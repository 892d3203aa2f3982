package afterimage.ui.models;

import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.found.ControlNetFiles;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.message.Problem;
import afterimage.settings.found.FoundSettings;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.notice.Notices;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Which ControlNet steers the model in use. For the FX thread; files are looked into on another.
 */
public final class ControlChooser {
  private final InspectorModel values;
  private final ModelCatalog catalog;
  private final Supplier<ModelSource> source;
  private final Executor background;
  private final Notices notices;

  /**
   * @param values have the ControlNet of the model in use
   * @param catalog knows where models are
   * @param source knows where other programs keep theirs; asked on the other thread only
   * @param background where files are looked into
   * @param notices tell what was chosen, or why not
   */
  public ControlChooser(
      InspectorModel values,
      ModelCatalog catalog,
      Supplier<ModelSource> source,
      Executor background,
      Notices notices) {
    this.values = values;
    this.catalog = catalog;
    this.source = source;
    this.background = background;
    this.notices = notices;
  }

  /** From now on, the ControlNets that are here are known for every model that can have one. */
  public void follow() {
    values.modelProperty().subscribe(this::look);
  }

  private void look(@Nullable ModelInfo model) {
    if (model == null) {
      return;
    }
    background.execute(
        () -> {
          List<Path> known = ModelCard.isFor(model.directory()) ? files().all() : List.of();
          Platform.runLater(() -> values.controlNets().setAll(known));
        });
  }

  private ControlNetFiles files() {
    return new ControlNetFiles(catalog, source.get().places());
  }

  /** Takes a file or folder that the user brings. */
  public void use(Path file) {
    background.execute(
        () -> {
          @Nullable EngineException refused = refusal(file);
          Platform.runLater(() -> take(file, refused));
        });
  }

  private static @Nullable EngineException refusal(Path file) {
    try {
      ControlNetFiles.require(file);
      return null;
    } catch (EngineException e) {
      return e;
    }
  }

  private void take(Path file, @Nullable EngineException refused) {
    if (refused != null) {
      notices.warn(new Problem(refused.what(), refused.remedy()));
      return;
    }
    String name = String.valueOf(file.getFileName());
    if (!values.vaeChoosableProperty().get()) {
      notices.warn(new Problem(Texts.of("control.fixed", name), Texts.of("control.fixed.remedy")));
      return;
    }
    values.controlNetProperty().set(file.toAbsolutePath().normalize());
    notices.tell(Texts.of("control.used", name));
  }

  /**
   * Takes the ControlNet that a picture's settings name, if it is here and steered by the picture
   * itself; none for a picture that was made without.
   */
  public void useNamed(FoundSettings settings) {
    String name = settings.controlNet();
    if (name == null) {
      values.controlNetProperty().set(null);
      return;
    }
    String picture = settings.controlPicture();
    if (picture != null) {
      values.controlNetProperty().set(null);
      notices.tell(Texts.of("control.pictureNamed", name, picture));
      return;
    }
    background.execute(
        () -> {
          @Nullable Path found = files().find(name).orElse(null);
          Platform.runLater(
              () -> {
                values.controlNetProperty().set(found);
                if (found == null) {
                  notices.tell(Texts.of("control.absent", name));
                }
              });
        });
  }
}
