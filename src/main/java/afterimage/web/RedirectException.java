package afterimage.web;

import java.io.IOException;

/** A server sends on to where nothing is fetched from. */
public final class RedirectException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Kind {
    /** To a host nearer than the server, or from HTTPS to something else. */
    UNSAFE,
    /** To something that is no address. */
    UNREADABLE,
    /** Again and again. */
    ENDLESS
  }

  private final Kind kind;
  private final String target;

  RedirectException(Kind kind, String target) {
    super(kind + ": " + target);
    this.kind = kind;
    this.target = target;
  }

  /** What is wrong with it. */
  public Kind kind() {
    return kind;
  }

  /** Where it leads, as the server or the address says it. */
  public String target() {
    return target;
  }
}
