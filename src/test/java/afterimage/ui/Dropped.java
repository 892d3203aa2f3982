package afterimage.ui;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;
import com.sun.javafx.tk.Toolkit;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/**
 * A drag from another program: the toolkit's own dragboard, and the events that it sends to what is
 * under the pointer. Only the pointer itself is missing, which the headless platform cannot drag.
 */
final class Dropped {
  private final ClipboardContent content = new ClipboardContent();

  private Dropped() {}

  /** Files and folders of a file manager. */
  static Dropped files(Path... paths) {
    Dropped dropped = new Dropped();
    dropped.content.putFiles(Arrays.stream(paths).map(Path::toFile).toList());
    return dropped;
  }

  /** Words, as of a text editor. */
  static Dropped text(String text) {
    Dropped dropped = new Dropped();
    dropped.content.putString(text);
    return dropped;
  }

  /** An image of a web page, as browsers offer it. */
  static Dropped webImage(URI address, String html) {
    Dropped dropped = new Dropped();
    dropped.content.putUrl(address.toString());
    dropped.content.putHtml(html);
    return dropped;
  }

  /**
   * Moves over a node and lets go there. For the FX thread.
   *
   * @return whether the node took the drop
   */
  boolean on(Node node) {
    Dragboard board = DragboardHelper.createDragboard(offeringCopies());
    board.setContent(content);
    DragEvent over = event(DragEvent.DRAG_OVER, board, node);
    Event.fireEvent(node, over);
    if (!over.isAccepted()) {
      return false;
    }
    DragEvent drop = event(DragEvent.DRAG_DROPPED, board, node);
    Event.fireEvent(node, drop);
    return drop.isDropCompleted();
  }

  /** The toolkit's clipboard, which otherwise knows its transfer modes only from the platform. */
  private static TKClipboard offeringCopies() {
    TKClipboard clipboard = Toolkit.getToolkit().createLocalClipboard();
    return (TKClipboard)
        Proxy.newProxyInstance(
            Dropped.class.getClassLoader(),
            new Class<?>[] {TKClipboard.class},
            (_, method, values) ->
                method.getName().equals("getTransferModes")
                    ? EnumSet.of(TransferMode.COPY)
                    : method.invoke(clipboard, values));
  }

  private static DragEvent event(EventType<DragEvent> type, Dragboard board, Node node) {
    return new DragEvent(type, board, 0, 0, 0, 0, TransferMode.COPY, null, node, null);
  }
}
