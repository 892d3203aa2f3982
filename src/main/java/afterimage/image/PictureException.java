package afterimage.image;

import org.jspecify.annotations.Nullable;

/** A picture that cannot be read or written: what happened, and what to do. */
public sealed class PictureException extends Exception permits DiskFullException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String remedy;

  /**
   * @param what what happened, naming the file; one sentence
   * @param remedy what the user can do; one sentence
   */
  public PictureException(String what, String remedy) {
    this(what, remedy, null);
  }

  /**
   * @param what what happened, naming the file; one sentence
   * @param remedy what the user can do; one sentence
   * @param cause for the log, never for the user
   */
  public PictureException(String what, String remedy, @Nullable Throwable cause) {
    super(what + " " + remedy, cause);
    this.what = what;
    this.remedy = remedy;
  }

  /** What happened. */
  public String what() {
    return what;
  }

  /** What the user can do. */
  public String remedy() {
    return remedy;
  }
}
