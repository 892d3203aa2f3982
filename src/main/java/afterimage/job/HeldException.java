package afterimage.job;

/**
 * Work that cannot go on for a reason outside the program, which would hold the next work up as
 * well. Nothing of it is lost.
 */
final class HeldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String remedy;

  /**
   * @param what what happened; one sentence
   * @param remedy what the user can do; one sentence
   */
  HeldException(String what, String remedy, Throwable cause) {
    super(what + " " + remedy, cause);
    this.what = what;
    this.remedy = remedy;
  }

  JobState.Held state() {
    return new JobState.Held(what, remedy);
  }
}
