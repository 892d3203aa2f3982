package afterimage.ui.settings;

import afterimage.engine.ImageEngine;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Looks at the machine anew and shows what it finds. */
public record HardwareCheck(
    ImageEngine engine, String program, Executor workers, Pages pages, Notices notices) {

  public void open() {
    workers.execute(
        () -> {
          List<Machine.Fact> facts = Machine.facts(engine.devices());
          Platform.runLater(
              () -> pages.open(new HardwarePage(facts, () -> copy(facts), pages::close), () -> {}));
        });
  }

  private void copy(List<Machine.Fact> facts) {
    ClipboardContent content = new ClipboardContent();
    content.putString(Machine.text(facts, program));
    Clipboard.getSystemClipboard().setContent(content);
    notices.tell(Texts.of("hardware.copied"));
  }
}
