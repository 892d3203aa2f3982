package afterimage.engine;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finished pictures and how they came about.
 *
 * @param pictures in the order of their seeds; of a refined picture's size, with its alpha
 * @param fromPicture whether a picture was refined, and not noise
 * @param settings as they were used, with the first picture's seed
 * @param modelName the model that made them
 * @param refiner what a second model did, or null
 * @param refinerName the second model, or null
 * @param vae that took the place of the model's own, or null
 * @param control what steered the first model, or null
 * @param device where they ran, e.g. {@code cpu}
 * @param total from request to pictures, model loading included
 * @param loading time spent on loading models, zero if they were loaded already
 * @param sessions time inside the networks, in the order of first use; a second model's names begin
 *     with {@code refiner/}
 * @param embeddings that their prompts called
 */
public record ImageResult(
    List<Picture> pictures,
    boolean fromPicture,
    RefineSettings settings,
    String modelName,
    @Nullable RefinerStage refiner,
    @Nullable String refinerName,
    @Nullable Vae vae,
    @Nullable Control control,
    String device,
    Duration total,
    Duration loading,
    List<SessionTime> sessions,
    List<UsedEmbedding> embeddings) {

  /**
   * A VAE as pictures name it.
   *
   * @param name of its file or folder
   * @param hash the first ten digits of its SHA-256, or empty
   */
  public record Vae(String name, String hash) {}

  /**
   * A ControlNet as pictures name it.
   *
   * @param name of its file or folder
   * @param picture the name of the control picture's file, or null for the picture that was refined
   */
  public record Control(String name, @Nullable String picture) {}

  /** Made with the model's own VAE, and without embeddings or a ControlNet. */
  public ImageResult(
      List<Picture> pictures,
      boolean fromPicture,
      RefineSettings settings,
      String modelName,
      @Nullable RefinerStage refiner,
      @Nullable String refinerName,
      String device,
      Duration total,
      Duration loading,
      List<SessionTime> sessions) {
    this(
        pictures,
        fromPicture,
        settings,
        modelName,
        refiner,
        refinerName,
        null,
        null,
        device,
        total,
        loading,
        sessions,
        List.of());
  }

  /** The first picture, of most requests the only one. */
  public Picture picture() {
    return pictures.getFirst();
  }

  /** The settings with the seed of picture {@code index}. */
  public RefineSettings settings(int index) {
    return settings.ofPicture(index);
  }

  /** The same, told to have other settings. */
  public ImageResult withSettings(RefineSettings other) {
    return with(other, vae, control);
  }

  /** The same, told to have been made with another VAE. */
  public ImageResult withVae(Vae used) {
    return with(settings, used, control);
  }

  /** The same, told to have been steered. */
  public ImageResult withControl(Control used) {
    return with(settings, vae, used);
  }

  private ImageResult with(
      RefineSettings otherSettings, @Nullable Vae otherVae, @Nullable Control otherControl) {
    return new ImageResult(
        pictures,
        fromPicture,
        otherSettings,
        modelName,
        refiner,
        refinerName,
        otherVae,
        otherControl,
        device,
        total,
        loading,
        sessions,
        embeddings);
  }

  /** How many steps the first model ran. */
  public int steps() {
    return fromPicture ? settings.stepsRun() : settings.steps();
  }

  /**
   * What the file of a picture says of it.
   *
   * @param index of the picture
   * @param source what the source's file says; {@link PictureMetadata#NONE} for a picture from
   *     noise
   * @param program what made it, with its version
   */
  public PictureMetadata metadata(int index, PictureMetadata source, String program) {
    PictureMetadata metadata =
        source.withText(PictureMetadata.PARAMETERS, SettingsText.of(this, index, program));
    return fromPicture ? metadata.withProvenance() : metadata.withGeneratedProvenance();
  }

  /**
   * An embedding that took part.
   *
   * @param title what it is called
   * @param hash the first digits of its file's SHA-256, as A1111 writes them; empty where it came
   *     with a LoRA
   */
  public record UsedEmbedding(String title, String hash) {}

  /**
   * Time that a network's runs took.
   *
   * @param network {@code text_encoder_2}, {@code vae_encoder}, {@code unet}, {@code vae_decoder}
   * @param runs how often it ran
   * @param time of all runs together, measured around ONNX Runtime's own call
   */
  public record SessionTime(String network, int runs, Duration time) {}
}
