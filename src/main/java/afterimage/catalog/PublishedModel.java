package afterimage.catalog;

import afterimage.engine.TimestepSpacing;
import afterimage.message.Messages;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be had: a file of a repository on Hugging Face, as it was published.
 *
 * @param id by which it is asked for
 * @param name for people
 * @param use what it is for
 * @param steps how many it is made for, or null for any number
 * @param sampling what it is made for, or null where it may be sampled in any way
 * @param licence the id of its terms, or null where they are not known
 * @param repository owner and name
 * @param revision a commit, or null where none is known: the repository's main branch
 * @param file its path in the repository
 * @param saveAs what its file is called on this computer
 * @param bytes its size, or null where it is not known
 * @param sha256 its digest in hexadecimal, or null where it is not known
 */
public record PublishedModel(
    String id,
    String name,
    Use use,
    @Nullable Integer steps,
    @Nullable Sampling sampling,
    @Nullable String licence,
    String repository,
    @Nullable String revision,
    String file,
    String saveAs,
    @Nullable Long bytes,
    @Nullable String sha256) {

  /** One that may be sampled in any way. */
  public PublishedModel(
      String id,
      String name,
      Use use,
      @Nullable Integer steps,
      @Nullable String licence,
      String repository,
      @Nullable String revision,
      String file,
      String saveAs,
      @Nullable Long bytes,
      @Nullable String sha256) {
    this(id, name, use, steps, null, licence, repository, revision, file, saveAs, bytes, sha256);
  }

  /**
   * How its makers sample a model.
   *
   * @param scheduler one of our short names
   * @param spacing of the timesteps
   * @param guidance scale; 1 for none
   */
  public record Sampling(String scheduler, TimestepSpacing spacing, double guidance) {}

  /** What models are for. */
  public enum Use {
    /** Refines pictures. */
    REFINER("catalog.purpose.refiner"),
    /** Generates pictures, and refines them. */
    BASE("catalog.purpose.base"),
    /** Takes the place of a model's own autoencoder. */
    VAE("catalog.purpose.vae"),
    /** Paints previews. */
    PREVIEWS("catalog.purpose.previews"),
    /** Added to a base model, lets it do with few steps. */
    FEW_STEPS("catalog.purpose.fewSteps");

    private final String key;

    Use(String key) {
      this.key = key;
    }

    /** Whether it is a whole model, which runs on its own. */
    public boolean isWholeModel() {
      return this == REFINER || this == BASE;
    }
  }

  /** Where a repository says what it is, for people. */
  private static final String SITE = "https://huggingface.co/";

  private static final String MAIN = "main";

  /** What it is for, in a sentence. */
  public String purpose() {
    return Messages.of(use.key, Objects.requireNonNullElse(steps, 0));
  }

  /** Its terms. */
  public Licence terms() {
    if (Licence.OPEN_RAIL.id().equals(licence)) {
      return Licence.OPEN_RAIL;
    }
    return Licence.MIT.id().equals(licence)
        ? Licence.MIT
        : Licence.unknown(repository, SITE + repository);
  }

  /** The commit or branch to ask for. */
  public String revisionOrMain() {
    return Objects.requireNonNullElse(revision, MAIN);
  }
}
