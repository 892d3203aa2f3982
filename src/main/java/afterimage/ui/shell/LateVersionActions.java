package afterimage.ui.shell;

import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import java.util.function.Supplier;
import javafx.scene.Node;

/** The strip is built before what its menu does, which needs the window's messages. */
record LateVersionActions(Supplier<VersionActions> actions) implements VersionActions {
  @Override
  public void delete(Version version) {
    actions.get().delete(version);
  }

  @Override
  public void star(Version version) {
    actions.get().star(version);
  }

  @Override
  public void useAsBefore(Version version) {
    actions.get().useAsBefore(version);
  }

  @Override
  public void useSettings(Version version) {
    actions.get().useSettings(version);
  }

  @Override
  public void mayDrag(Version version) {
    actions.get().mayDrag(version);
  }

  @Override
  public void drag(Version version, Node from) {
    actions.get().drag(version, from);
  }
}
