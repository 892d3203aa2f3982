package afterimage.ui.session;

import javafx.scene.Node;

/** What can be done with a version. For the FX thread. */
public interface VersionActions {

  /** Deletes it, which can be undone. */
  void delete(Version version);

  /** Marks it as worth keeping, or takes the mark away. */
  void star(Version version);

  /** Puts it on the before side, or the picture itself if it is there already. */
  void useAsBefore(Version version);

  /** Puts its settings into the inspector. */
  void useSettings(Version version);

  /** The mouse button went down on it: it may be dragged out of the window. */
  void mayDrag(Version version);

  /** It is being dragged out of the window. */
  void drag(Version version, Node from);
}
