package afterimage.job;

import afterimage.message.Problem;

/**
 * Work that cannot go on for a reason outside the program, which would hold the next work up as
 * well. Nothing of it is lost.
 */
final class HeldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  HeldException(Problem problem, Throwable cause) {
    super(problem.sentence(), cause);
    this.problem = problem;
  }

  JobState.Held state() {
    return new JobState.Held(problem);
  }
}
