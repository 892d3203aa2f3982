package afterimage.ui.notice;

import afterimage.message.Problem;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What the user is told, the oldest first; whoever shows it observes {@link #shown}. Needs no
 * toolkit. For the FX thread.
 */
public final class Notices {
  private static final int MAX = 3;

  private final ObservableList<Notice> shown = FXCollections.observableArrayList();
  private final ObservableList<Notice> readOnly = FXCollections.unmodifiableObservableList(shown);

  /** A button in a message. */
  public record Action(String name, Runnable run) {}

  /** How much it matters. */
  enum Kind {
    /** Good or neutral; goes by itself. */
    NEWS,
    /** Something went wrong; stays until it is closed or acted on. */
    WARNING
  }

  /** A message; two of the same words are two messages. */
  static final class Notice {
    private final Kind kind;
    private final String message;
    private final List<Action> actions;

    Notice(Kind kind, String message, List<Action> actions) {
      this.kind = kind;
      this.message = message;
      this.actions = actions;
    }

    Kind kind() {
      return kind;
    }

    String message() {
      return message;
    }

    List<Action> actions() {
      return actions;
    }
  }

  /** The latest ones that nobody has taken away. */
  ObservableList<Notice> shown() {
    return readOnly;
  }

  /** Tells something good or neutral. */
  public void tell(String message, Action... actions) {
    add(new Notice(Kind.NEWS, message, List.of(actions)));
  }

  /**
   * Tells something that soon may hold no more.
   *
   * @param holds takes the message away once it is false
   */
  public void tellWhile(ObservableBooleanValue holds, String message, Action... actions) {
    Notice notice = new Notice(Kind.NEWS, message, List.of(actions));
    add(notice);
    holds.addListener(_ -> remove(notice));
  }

  /** Tells what went wrong and what to do. */
  public void warn(Problem problem, Action... actions) {
    add(new Notice(Kind.WARNING, problem.what() + "\n" + problem.remedy(), List.of(actions)));
  }

  /** Tells what the user should have read; it stays until it is closed. */
  public void warn(String message) {
    add(new Notice(Kind.WARNING, message, List.of()));
  }

  /** It has been read, or its time is over. */
  void remove(Notice notice) {
    shown.remove(notice);
  }

  private void add(Notice notice) {
    if (shown.size() == MAX) {
      shown.removeFirst();
    }
    shown.add(notice);
  }
}
