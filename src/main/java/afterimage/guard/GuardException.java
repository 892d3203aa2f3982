package afterimage.guard;

import java.lang.reflect.UndeclaredThrowableException;

/** Work on a stranger's file went wrong in a way that its own code does not know. */
public final class GuardException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The file is damaged or made to harm: some exception of a parser or decoder. */
    DAMAGED,
    /** It is nested deeper than the stack holds. */
    TOO_DEEP,
    /** It needs more memory than there is. */
    TOO_LARGE,
    /** It takes longer than anything of its size may. */
    TOO_SLOW
  }

  private final Kind kind;

  GuardException(Kind kind, Throwable cause) {
    super(kind.toString(), cause);
    this.kind = kind;
  }

  static GuardException of(Throwable cause) {
    Throwable inner =
        cause instanceof UndeclaredThrowableException && cause.getCause() != null
            ? cause.getCause()
            : cause;
    return new GuardException(
        switch (inner) {
          case DeadlineExceededException _ -> Kind.TOO_SLOW;
          case StackOverflowError _ -> Kind.TOO_DEEP;
          case OutOfMemoryError _ -> Kind.TOO_LARGE;
          default -> Kind.DAMAGED;
        },
        inner);
  }

  /** What went wrong, for a sentence of the caller's. */
  public Kind kind() {
    return kind;
  }
}
