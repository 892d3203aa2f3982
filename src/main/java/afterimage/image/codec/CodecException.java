package afterimage.image.codec;

import java.io.IOException;

/** Why the system's library did not decode or encode a picture. */
public final class CodecException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What kind of reason. */
  public enum Kind {
    /** The library is not installed. */
    MISSING,
    /** It has no codec for this picture. */
    UNSUPPORTED,
    /** The picture is damaged, or the library came to harm by it. */
    DAMAGED,
    /** The picture has more pixels than can be held. */
    LARGE,
    /** No process can be started. */
    NO_PROCESS
  }

  /**
   * @param detail for the log
   */
  public CodecException(Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
