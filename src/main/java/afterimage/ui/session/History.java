package afterimage.ui.session;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** What can be undone and done again, the latest first. For the FX thread. */
public final class History {
  private static final int MAX_STEPS = 200;

  private final Deque<Edit> undone = new ArrayDeque<>();
  private final Deque<Edit> done = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
  private boolean working;

  /** A change that has been made. */
  public record Edit(Runnable undo, Runnable redo) {}

  /** Makes a change that can be undone. */
  public void perform(Runnable redo, Runnable undo) {
    redo.run();
    record(new Edit(undo, redo));
  }

  /** Remembers a change that was made; not while one is being undone or redone. */
  public void record(Edit edit) {
    if (working) {
      return;
    }
    done.push(edit);
    undone.clear();
    if (done.size() > MAX_STEPS) {
      done.removeLast();
    }
    update();
  }

  public void undo() {
    Edit edit = done.poll();
    if (edit != null) {
      run(edit.undo);
      undone.push(edit);
      update();
    }
  }

  public void redo() {
    Edit edit = undone.poll();
    if (edit != null) {
      run(edit.redo);
      done.push(edit);
      update();
    }
  }

  public ReadOnlyBooleanProperty canUndoProperty() {
    return canUndo.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty canRedoProperty() {
    return canRedo.getReadOnlyProperty();
  }

  private void run(Runnable change) {
    working = true;
    try {
      change.run();
    } finally {
      working = false;
    }
  }

  private void update() {
    canUndo.set(!done.isEmpty());
    canRedo.set(!undone.isEmpty());
  }
}
