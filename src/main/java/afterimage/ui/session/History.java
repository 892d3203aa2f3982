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
  private Runnable settle = () -> {};
  private boolean working;

  /** A change that has been made; one is equal to itself only. */
  public static final class Edit {
    private final Runnable undo;
    private final Runnable redo;
    private final ReadOnlyBooleanWrapper inEffect = new ReadOnlyBooleanWrapper(true);

    public Edit(Runnable undo, Runnable redo) {
      this.undo = undo;
      this.redo = redo;
    }

    /** False while it is taken back, by whatever way. */
    public ReadOnlyBooleanProperty inEffectProperty() {
      return inEffect.getReadOnlyProperty();
    }
  }

  /**
   * What is still under way, as a slider in a drag, becomes a change of its own before another is
   * made or taken back: changes lie here in the order in which the user made them.
   *
   * @param ends records what was under way, or does nothing
   */
  public void settleFirst(Runnable ends) {
    settle = ends;
  }

  /**
   * Makes a change that can be undone.
   *
   * @return the change, for a button that takes back just this one
   */
  public Edit perform(Runnable redo, Runnable undo) {
    settle.run();
    redo.run();
    Edit edit = new Edit(undo, redo);
    record(edit);
    return edit;
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
    settle.run();
    Edit latest = done.peek();
    if (latest != null) {
      undo(latest);
    }
  }

  /** Takes one change back, though others came after it; nothing where that was done before. */
  public void undo(Edit edit) {
    settle.run();
    if (done.remove(edit)) {
      run(edit.undo);
      edit.inEffect.set(false);
      undone.push(edit);
      update();
    }
  }

  public void redo() {
    settle.run();
    Edit edit = undone.poll();
    if (edit != null) {
      run(edit.redo);
      edit.inEffect.set(true);
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
