package afterimage.ui.models;

import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.found.VaeFiles;
import afterimage.engine.ModelInfo;
import afterimage.message.Problem;
import afterimage.settings.SettingsStore;
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
 * Which VAE takes the place of a model's own: remembered for each model. For the FX thread; files
 * are looked into on another.
 */
public final class VaeChooser {
  private final InspectorModel values;
  private final SettingsStore settings;
  private final ModelCatalog catalog;
  private final Supplier<ModelSource> source;
  private final Executor background;
  private final Notices notices;
  private boolean restoring;

  /**
   * @param values have the VAE of the model in use
   * @param settings remember it
   * @param catalog knows where models are
   * @param source knows where other programs keep theirs; asked on the other thread only
   * @param background where files are looked into
   * @param notices tell what was chosen, or why not
   */
  public VaeChooser(
      InspectorModel values,
      SettingsStore settings,
      ModelCatalog catalog,
      Supplier<ModelSource> source,
      Executor background,
      Notices notices) {
    this.values = values;
    this.settings = settings;
    this.catalog = catalog;
    this.source = source;
    this.background = background;
    this.notices = notices;
  }

  /** From now on every model gets its VAE back, and every choice is kept. */
  public void follow() {
    values.vaeProperty().addListener((_, _, chosen) -> keep(chosen));
    values.modelProperty().subscribe(this::restore);
  }

  private void restore(@Nullable ModelInfo model) {
    restoring = true;
    String path =
        model == null
            ? null
            : settings.get().preferences().vaes().get(model.directory().toString());
    values.vaeProperty().set(path == null ? null : Path.of(path));
    restoring = false;
    if (model == null) {
      return;
    }
    background.execute(
        () -> {
          boolean choosable = ModelCard.isFor(model.directory());
          List<Path> known = choosable ? files().all() : List.of();
          Platform.runLater(
              () -> {
                if (model.equals(values.modelProperty().get())) {
                  values.vaes().setAll(known);
                  values.vaeChoosableProperty().set(choosable);
                }
              });
        });
  }

  private VaeFiles files() {
    ModelSource here = source.get();
    return new VaeFiles(catalog, here.places(), here.published());
  }

  private void keep(@Nullable Path chosen) {
    ModelInfo model = values.modelProperty().get();
    if (restoring || model == null) {
      return;
    }
    String name = model.directory().toString();
    String path = chosen == null ? null : chosen.toString();
    settings.update(old -> old.withPreferences(p -> p.withVae(name, path)));
  }

  /** Takes a file that the user brings: a VAE, or a model whose VAE is taken. */
  public void use(Path file) {
    background.execute(
        () -> {
          ModelFile kind = ModelFile.of(file);
          boolean right = kind == ModelFile.VAE || kind == ModelFile.CHECKPOINT;
          Platform.runLater(
              () -> {
                if (!right) {
                  warn("vae.none", file);
                } else if (!values.vaeChoosableProperty().get()) {
                  warn("vae.fixed", file);
                } else {
                  values.vaeProperty().set(file.toAbsolutePath().normalize());
                  notices.tell(Texts.of("vae.used", String.valueOf(file.getFileName())));
                }
              });
        });
  }

  private void warn(String sentence, Path file) {
    notices.warn(
        new Problem(
            Texts.of(sentence, String.valueOf(file.getFileName())),
            Texts.of(sentence + ".remedy")));
  }

  /** Takes the VAE that a picture's settings name, if it is here; null for the model's own. */
  public void useNamed(@Nullable String name) {
    if (!values.vaeChoosableProperty().get()) {
      return;
    }
    if (name == null) {
      values.vaeProperty().set(null);
      return;
    }
    background.execute(
        () -> {
          @Nullable Path found = files().find(name).orElse(null);
          Platform.runLater(
              () -> {
                if (found == null) {
                  notices.tell(Texts.of("vae.absent", name));
                } else {
                  values.vaeProperty().set(found);
                }
              });
        });
  }
}
