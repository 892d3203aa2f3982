package afterimage.ui.page;

import atlantafx.base.controls.ModalPane;
import javafx.scene.Node;

/** The place over the window where one page at a time opens; Esc and a click beside it close it. */
public final class Pages extends ModalPane {
  private Runnable closed = () -> {};

  public Pages() {
    setId("pages");
    displayProperty()
        .subscribe(
            shown -> {
              if (!shown) {
                Runnable told = closed;
                closed = () -> {};
                told.run();
              }
            });
  }

  /**
   * Opens a page in the place of any other.
   *
   * @param whenClosed told once, however it is closed
   */
  public void open(Node page, Runnable whenClosed) {
    hide(true);
    closed = whenClosed;
    show(page);
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
