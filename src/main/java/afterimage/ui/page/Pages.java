package afterimage.ui.page;

import afterimage.ui.text.Texts;
import atlantafx.base.controls.ModalPane;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The place over the window where one page at a time opens; Esc and a click beside it close it. */
public final class Pages extends ModalPane {
  /** A page as high as the window still looks like one over it. */
  private static final Insets MARGIN = new Insets(24);

  /** The style class of a page that fills the window. */
  public static final String WHOLE = "whole-page";

  private Runnable closed = () -> {};
  private @Nullable Node keyboard;

  public Pages() {
    setId("pages");
    setAccessibleText(Texts.of("pages.accessible"));
    addEventFilter(KeyEvent.KEY_PRESSED, this::escapeInList);
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

  /** A list keeps Esc for its cells' editing; none of ours are edited. */
  private void escapeInList(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && event.getTarget() instanceof ListView) {
      close();
      event.consume();
    }
  }

  private void giveKeyboardBack() {
    Node before = keyboard;
    keyboard = null;
    if (before != null) {
      before.requestFocus();
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
    FocusRing middle = new FocusRing(page);
    middle.setPickOnBounds(false);
    middle.setPadding(page.getStyleClass().contains(WHOLE) ? Insets.EMPTY : MARGIN);
    show(middle);
    focusDefault(page);
    if (!page.isFocusWithin()) {
      middle.enter();
    }
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
