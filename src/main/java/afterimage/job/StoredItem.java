package afterimage.job;

import afterimage.engine.Device;
import afterimage.engine.Embedding;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as it stands in the journal, since version 0.1: flat, with a source or with words. What
 * an older program or another one left out is null.
 *
 * @param source the picture to refine, or null for one made from words
 * @param mask where {@code source} may change, or null for everywhere
 * @param control the control picture, or null for the picture itself
 * @param words how to make it without a source, or null where there is one
 */
record StoredItem(
    @Nullable String id,
    @Nullable Path source,
    @Nullable Path model,
    @Nullable ModelOptions options,
    @Nullable List<Embedding> embeddings,
    @Nullable RefineSettings settings,
    @Nullable String device,
    @Nullable Path target,
    @Nullable Instant submitted,
    @Nullable Path mask,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Path control,
    @Nullable Words words) {

  /**
   * Of a picture from words.
   *
   * @param ensemble the refiner that ends the base's schedule, or null
   * @param secondPass the refiner that goes over the base's picture, or null; not both
   */
  record Words(
      @Nullable PixelSize size,
      RefinerStage.@Nullable Ensemble ensemble,
      RefinerStage.@Nullable SecondPass secondPass) {

    static Words of(Origin.TextToImage origin) {
      return switch (origin.refiner()) {
        case null -> new Words(origin.size(), null, null);
        case RefinerStage.Ensemble ensemble -> new Words(origin.size(), ensemble, null);
        case RefinerStage.SecondPass pass -> new Words(origin.size(), null, pass);
      };
    }

    Origin.TextToImage origin() {
      if (ensemble != null && secondPass != null) {
        throw new IllegalArgumentException("a picture has one refiner, not two");
      }
      return new Origin.TextToImage(
          required(size, "a size"), ensemble != null ? ensemble : secondPass);
    }
  }

  static StoredItem of(QueueItem item) {
    Path source = null;
    Words words = null;
    switch (item.origin()) {
      case Origin.FromPicture refined -> source = refined.source();
      case Origin.TextToImage made -> words = Words.of(made);
    }
    return new StoredItem(
        item.id(),
        source,
        item.model().path(),
        item.model().options(),
        item.model().embeddings().isEmpty() ? null : item.model().embeddings(),
        item.settings(),
        item.device(),
        item.target(),
        item.submitted(),
        item.mask(),
        item.model().control(),
        words);
  }

  /**
   * What it says.
   *
   * @throws IllegalArgumentException unless there is either a source or words, and all that no run
   *     can do without
   */
  QueueItem item() {
    if ((source == null) == (words == null)) {
      throw new IllegalArgumentException("a picture comes from a file or from words");
    }
    return new QueueItem(
        required(id, "an id"),
        words == null ? new Origin.FromPicture(required(source, "a source"), mask) : words.origin(),
        new ModelRef(
            required(model, "a model"),
            options == null ? ModelOptions.DEFAULT : options,
            embeddings == null ? List.of() : embeddings,
            control),
        required(settings, "settings"),
        device == null ? Device.AUTO.toString() : device,
        required(target, "a target"),
        submitted == null ? Instant.EPOCH : submitted);
  }

  private static <T> T required(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalArgumentException("an item without " + name);
    }
    return part;
  }
}
