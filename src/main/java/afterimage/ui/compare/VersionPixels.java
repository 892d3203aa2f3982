package afterimage.ui.compare;

import afterimage.message.Problem;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.open.Importer;
import afterimage.ui.session.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The pixels of the versions on the canvas, decoded where they are not in memory. FX thread. */
final class VersionPixels {
  private final Importer importer;
  private final Runnable changed;
  private final Map<Version, State> states = new HashMap<>();

  /** How far the pixels are. */
  sealed interface State {}

  /** They are here, and stay as long as the version is on the canvas. */
  record There(MipPyramid pyramid) implements State {}

  /** They are being decoded. */
  record Coming() implements State {}

  /** They cannot be had. */
  record Unreadable(Problem problem) implements State {}

  /**
   * @param importer decodes
   * @param changed called when there is more to show, or to tell
   */
  VersionPixels(Importer importer, Runnable changed) {
    this.importer = importer;
    this.changed = changed;
  }

  /** A version's pixels; the first who asks has them decoded. */
  State of(Version version) {
    State known = states.get(version);
    if (known != null) {
      return known;
    }
    State first = version.pixels().<State>map(There::new).orElseGet(Coming::new);
    states.put(version, first);
    if (first instanceof Coming) {
      importer.load(
          version,
          pyramid -> arrived(version, new There(pyramid)),
          problem -> arrived(version, new Unreadable(problem)));
    }
    return first;
  }

  private void arrived(Version version, State state) {
    if (states.replace(version, state) != null) {
      changed.run();
    }
  }

  /** Forgets all but these. */
  void keepOnly(Collection<Version> versions) {
    states.keySet().retainAll(versions);
  }

  /** Tries again what could not be had. */
  void tryAgain() {
    states.values().removeIf(Unreadable.class::isInstance);
  }
}
