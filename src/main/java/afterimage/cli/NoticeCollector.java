package afterimage.cli;

import afterimage.engine.RefineListener;
import java.util.ArrayList;
import java.util.List;

/** Hands everything on and remembers the notices. */
final class NoticeCollector implements RefineListener {
  private final RefineListener next;
  private final List<String> notices = new ArrayList<>();

  NoticeCollector(RefineListener next) {
    this.next = next;
  }

  List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void phase(Phase phase) {
    next.phase(phase);
  }

  @Override
  public void step(int step, int steps) {
    next.step(step, steps);
  }

  @Override
  public void notice(String message) {
    notices.add(message);
    next.notice(message);
  }
}
