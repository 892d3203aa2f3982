package afterimage.cli;

import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands everything on, remembers the notices and keeps the previews. */
final class NoticeCollector implements RefineListener {
  private final RefineListener next;
  private final List<String> notices = new ArrayList<>();

  private final @Nullable PreviewFiles previews;

  /**
   * @param previews where previews go, or null for nowhere
   */
  NoticeCollector(RefineListener next, @Nullable PreviewFiles previews) {
    this.next = next;
    this.previews = previews;
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
  public void preview(PreviewFrame frame) {
    String failure = previews == null ? null : previews.write(frame);
    if (failure != null) {
      notice(failure);
    }
  }

  @Override
  public void notice(String message) {
    notices.add(message);
    next.notice(message);
  }
}
