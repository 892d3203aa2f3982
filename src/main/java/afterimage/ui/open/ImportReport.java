package afterimage.ui.open;

import afterimage.message.Problem;
import afterimage.ui.notice.Notices;
import afterimage.ui.text.Texts;
import java.util.List;

/**
 * What is said about pictures that cannot be opened, or not with all that is in them.
 *
 * @param notices say it
 */
public record ImportReport(Notices notices) {
  private static final int MAX_NAMED = 5;

  /** All that was left out of the pictures of a drop, in one message. */
  public void note(List<String> left) {
    notices.tell(String.join("\n", left.subList(0, Math.min(MAX_NAMED, left.size()))));
  }

  /** All problems of a drop in one message. */
  public void tell(List<Problem> problems) {
    Problem first = problems.getFirst();
    if (problems.size() == 1) {
      notices.warn(first);
      return;
    }
    StringBuilder what = new StringBuilder(Texts.of("open.problems", problems.size()));
    problems.stream().limit(MAX_NAMED).forEach(one -> what.append("\n• ").append(one.what()));
    if (problems.size() > MAX_NAMED) {
      what.append("\n").append(Texts.of("open.problems.more", problems.size() - MAX_NAMED));
    }
    notices.warn(new Problem(what.toString(), first.remedy()));
  }
}
