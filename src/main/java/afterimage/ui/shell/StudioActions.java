package afterimage.ui.shell;

import afterimage.job.Place;
import afterimage.ui.session.Source;
import afterimage.ui.session.VersionActions;

/** What the window's buttons and keys do. */
public interface StudioActions {
  void open();

  void openFolder();

  void paste();

  void startFromWords();

  void trySample();

  boolean hasSample();

  void export();

  void saveAs();

  void copy();

  /** Refines the picture, as soon as there is one. */
  void refine(Place place);

  void blind();

  void step(int by);

  /** The same on the before side, where the picture itself comes before its first version. */
  void stepBefore(int by);

  void settings();

  void close(Source source);

  /** Versions, once the window's messages are there to offer a way back. */
  VersionActions versions();

  void undo();

  void redo();

  void starShown();

  void useShownAsBefore();
}
