package afterimage.ui.open;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.PictureException;
import afterimage.message.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What came up while pictures were opened. For one thread at a time. */
final class Findings {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private boolean closing;

  /** Something done to one picture. */
  interface Work {
    void run() throws PictureException;
  }

  /** What could not be opened. */
  List<Problem> problems() {
    return problems;
  }

  /** What of those that were opened was left out; to be added to. */
  List<String> notices() {
    return notices;
  }

  /** Whether work was given up since the window closes. */
  boolean isClosing() {
    return closing;
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /** Whether work on a picture succeeded; whatever goes wrong is that picture's problem alone. */
  boolean attempt(String name, Work work) {
    try {
      Guard.call(
          () -> {
            work.run();
            return name;
          });
      return true;
    } catch (PictureException e) {
      problem(e.problem());
    } catch (GuardException e) {
      problem(PictureException.of(name, e).problem());
    } catch (CancellationException e) {
      closing = true;
    }
    return false;
  }
}
