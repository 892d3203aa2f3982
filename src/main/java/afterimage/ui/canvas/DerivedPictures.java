package afterimage.ui.canvas;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.ui.canvas.Derivation.Derived;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** Pictures made of both sides, off the FX thread. Keeps the last one. For the FX thread. */
final class DerivedPictures {
  private final Executor workers;
  private final Runnable whenMade;
  private final Consumer<GuardException> whenFailed;
  private @Nullable Key wanted;
  private @Nullable Derived made;

  private record Key(Derivation how, MipPyramid before, MipPyramid after, double gain) {
    boolean differsInGainOnly(@Nullable Key other) {
      return other != null
          && how.equals(other.how)
          && before.equals(other.before)
          && after.equals(other.after);
    }

    Derived make(@Nullable ChangeGrid known) {
      return how.make(before, after, gain, known);
    }
  }

  /**
   * @param workers where pictures are made
   * @param whenMade called on the FX thread when there is a new one to draw
   * @param whenFailed told on the FX thread why the wanted one cannot be made
   */
  DerivedPictures(Executor workers, Runnable whenMade, Consumer<GuardException> whenFailed) {
    this.workers = workers;
    this.whenMade = whenMade;
    this.whenFailed = whenFailed;
  }

  /** The picture of both sides; null while it is being made, or that of the last gain. */
  @Nullable Side get(Derivation how, MipPyramid before, MipPyramid after, double gain) {
    Key key = new Key(how, before, after, gain);
    if (!key.equals(wanted)) {
      made = key.differsInGainOnly(wanted) ? made : null;
      wanted = key;
      ChangeGrid known = made == null ? null : made.changes();
      workers.execute(() -> make(key, known));
    }
    return made == null ? null : made.side();
  }

  /** Where the sides differ, as far as what was made has found that out. */
  Optional<ChangeGrid> changes() {
    return Optional.ofNullable(made).map(Derived::changes);
  }

  /** Lets go of what was made. */
  void clear() {
    wanted = null;
    made = null;
  }

  private void make(Key key, @Nullable ChangeGrid known) {
    try {
      Derived next = Guard.call(() -> key.make(known));
      Platform.runLater(
          () -> {
            if (key.equals(wanted)) {
              made = next;
              whenMade.run();
            }
          });
    } catch (GuardException e) {
      Platform.runLater(
          () -> {
            if (key.equals(wanted)) {
              whenFailed.accept(e);
            }
          });
    }
  }
}
