package afterimage.ui.models;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.catalog.Verification;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with models in the studio. For the FX thread; files are read, and written, on
 * another.
 */
public final class Models {
  private final ImageEngine engine;
  private final ModelCatalog catalog;
  private final Executor background;
  private final Place place;
  private final ObservableList<InstalledModel> installed = FXCollections.observableArrayList();

  /**
   * What surrounds the models in the studio.
   *
   * @param show opens a page over everything
   * @param hide leaves it
   * @param inUse the model of the next run, or null
   * @param use takes a model for the next run
   * @param addLora adds a LoRA to the model in use
   * @param previewDecoder what paints previews, or null
   * @param openPictures opens what is no model
   * @param warn tells what went wrong and what to do
   * @param chooseFile asks for a checkpoint's file
   * @param chooseFolder asks for a folder in diffusers' layout
   */
  public record Place(
      Consumer<Node> show,
      Runnable hide,
      Supplier<@Nullable ModelInfo> inUse,
      Consumer<ModelInfo> use,
      Consumer<Path> addLora,
      ObjectProperty<@Nullable Path> previewDecoder,
      Consumer<List<Path>> openPictures,
      BiConsumer<String, String> warn,
      Supplier<Optional<Path>> chooseFile,
      Supplier<Optional<Path>> chooseFolder) {}

  /**
   * @param background where files are read
   */
  public Models(ImageEngine engine, ModelCatalog catalog, Executor background, Place place) {
    this.engine = engine;
    this.catalog = catalog;
    this.background = background;
    this.place = place;
  }

  /** Every model, in the catalogue's order; empty before the first {@link #showPage}. */
  ObservableList<InstalledModel> installed() {
    return installed;
  }

  /** Opens what was dropped or chosen: models lead to their cards, the rest is pictures. */
  public void open(List<Path> paths) {
    if (paths.stream().noneMatch(ModelFile::mayBe)) {
      place.openPictures.accept(paths);
      return;
    }
    background.execute(
        () -> {
          List<Path> checkpoints = new ArrayList<>();
          List<Path> loras = new ArrayList<>();
          List<Path> decoders = new ArrayList<>();
          List<Path> pictures = new ArrayList<>();
          for (Path path : paths) {
            switch (ModelFile.of(path)) {
              case CHECKPOINT -> checkpoints.add(path);
              case LORA -> loras.add(path);
              case PREVIEW_DECODER -> decoders.add(path);
              case OTHER -> pictures.add(path);
            }
          }
          Platform.runLater(
              () -> {
                if (!pictures.isEmpty()) {
                  place.openPictures.accept(pictures);
                }
                loras.forEach(place.addLora);
                decoders.forEach(place.previewDecoder::set);
                if (!checkpoints.isEmpty()) {
                  add(checkpoints.getLast());
                }
              });
        });
  }

  /** Asks for a checkpoint's file and shows its card. */
  void addFile() {
    place.chooseFile.get().ifPresent(this::add);
  }

  /** Asks for a folder in diffusers' layout and shows its card. */
  void addFolder() {
    place.chooseFolder.get().ifPresent(this::add);
  }

  /** Shows a checkpoint's card, on which it is added. */
  private void add(Path path) {
    work(
        () -> {
          ModelCard card = ModelCard.of(path);
          boolean accepted = catalog.added().isAccepted(card.licence());
          return () -> place.show.accept(new ModelCardPage(card, accepted, this));
        });
  }

  /** Records that a card's licence is accepted, adds its checkpoint and takes it into use. */
  void acceptAndUse(ModelCard card) {
    place.hide.run();
    work(
        () -> {
          AddedModels added = catalog.added();
          if (!added.isAccepted(card.licence())) {
            added.accept(card.licence());
          }
          added.add(card);
          ModelInfo info = engine.describe(card.facts().path());
          return () -> place.use.accept(info);
        });
  }

  /** What paints previews, or null for nothing but the models themselves. */
  ObjectProperty<@Nullable Path> previewDecoder() {
    return place.previewDecoder;
  }

  /** Whether the next run uses it. */
  boolean isInUse(InstalledModel model) {
    ModelInfo now = place.inUse.get();
    return now != null && now.directory().equals(model.path());
  }

  /** Takes an installed model into use. */
  void use(InstalledModel model) {
    place.hide.run();
    work(
        () -> {
          ModelInfo info = engine.describe(model.path());
          return () -> place.use.accept(info);
        });
  }

  /** Forgets an added checkpoint; its file stays. */
  void remove(InstalledModel model) {
    work(
        () -> {
          catalog.added().remove(model.path());
          return () -> refresh(() -> {});
        });
  }

  /** Reads all of a checkpoint, and tells what came of it. */
  void verify(InstalledModel model, Consumer<String> told) {
    background.execute(
        () -> {
          String found;
          try {
            found = VerificationText.of(Verification.of(model.path()));
          } catch (EngineException e) {
            found = e.what() + " " + e.remedy();
          }
          String text = found;
          Platform.runLater(() -> told.accept(text));
        });
  }

  /** Shows the page with all models. */
  public void showPage() {
    refresh(() -> place.show.accept(new ModelsPage(this)));
  }

  void hidePage() {
    place.hide.run();
  }

  private void refresh(Runnable then) {
    background.execute(
        () -> {
          List<InstalledModel> found =
              catalog.models().stream()
                  .map(path -> InstalledModel.of(path, catalog, engine))
                  .toList();
          Platform.runLater(
              () -> {
                installed.setAll(found);
                then.run();
              });
        });
  }

  /** Something that takes its time, and what the window does with it afterwards. */
  private interface Task {
    Runnable run() throws EngineException;
  }

  private void work(Task task) {
    background.execute(
        () -> {
          try {
            Platform.runLater(task.run());
          } catch (EngineException e) {
            Platform.runLater(() -> place.warn.accept(e.what(), e.remedy()));
          }
        });
  }
}
