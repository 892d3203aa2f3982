package afterimage.ui.page;

import afterimage.ui.text.Texts;
import atlantafx.base.controls.ModalPane;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The place over the window where one page at a time opens; Esc and a click beside it close it. */
public final class Pages extends ModalPane {
  /** A page as high as the window still looks like one over it. */
  private static final double MARGIN = 24;

  private Runnable closed = () -> {};
  private @Nullable Node keyboard;

  public Pages() {
    setId("pages");
    setAccessibleText(Texts.of("pages.accessible"));
    displayProperty()
        .subscribe(
            shown -> {
              // The pane only turns transparent: its page would keep the keyboard, and Tab find it.
              setVisible(shown);
              if (!shown) {
                giveKeyboardBack();
                Runnable told = closed;
                closed = () -> {};
                told.run();
              }
            });
  }

  private void giveKeyboardBack() {
    if (keyboard != null) {
      keyboard.requestFocus();
      keyboard = null;
    }
  }

  /**
   * Opens a page in the place of any other.
   *
   * @param whenClosed told once, however it is closed
   */
  public void open(Node page, Runnable whenClosed) {
    // The one before is replaced, not hidden: its fading away would take the new one along.
    if (!isDisplay() && getScene() != null) {
      keyboard = getScene().getFocusOwner();
    }
    Runnable told = closed;
    closed = whenClosed;
    told.run();
    // All over the window, so that the page is in its middle from the first frame on: one that
    // moves there later leaves its picture behind in the corner.
    StackPane middle = new StackPane(page);
    middle.setPickOnBounds(false);
    middle.setPadding(new Insets(MARGIN));
    show(middle);
    focusDefault(page);
  }

  /** The keyboard goes into the page, or Enter and Tab would mean what lies behind it. */
  private static void focusDefault(Node page) {
    page.applyCss();
    page.lookupAll(".button").stream()
        .filter(node -> node instanceof Button button && button.isDefaultButton())
        .findFirst()
        .ifPresent(Node::requestFocus);
  }

  /** Closes the page. */
  public void close() {
    hide(true);
  }

  /** Whether a page is open. */
  public boolean isOpen() {
    return isDisplay();
  }
}
