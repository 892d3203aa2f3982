package afterimage.ui.shell;

import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import javafx.scene.input.Clipboard;

/** What the window's buttons and keys do that needs more than one of the studio's parts. */
record StudioActions(StudioModel model, StudioPages pages) {

  /** Opens what the clipboard holds, or says that it holds nothing. */
  void paste() {
    if (!pages.door.open(Clipboard.getSystemClipboard())) {
      model.notices.tell(Texts.of("paste.nothing"));
    }
  }

  /** Asks for a folder to watch, or stops watching. */
  void toggleWatch() {
    if (model.watch.stateProperty().get() == null) {
      pages.chooseFolder().ifPresent(model.watch::begin);
    } else {
      model.watch.stop();
    }
  }

  /** Closes a picture; one that is still being made is made no more. */
  void close(Source source) {
    if (source.awaitedProperty().get()) {
      model.runs.cancelAll(source);
    } else {
      model.edits.close(source);
    }
  }

  /** Does what needs a picture, or says that there is none. */
  void withPicture(Runnable action) {
    if (model.session.shown().isPresent()) {
      action.run();
    } else {
      model.notices.tell(Texts.of("canvas.nothing"));
    }
  }
}
