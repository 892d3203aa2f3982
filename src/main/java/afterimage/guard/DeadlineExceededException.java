package afterimage.guard;

/** Guarded work is late; {@link Guard} turns it into a {@link GuardException}. */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
