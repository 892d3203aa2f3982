package afterimage.ui.settings;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.engine.ImageEngine;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/**
 * Looks at the machine anew and shows what it finds; on request measures its devices, or checks
 * what they compute.
 *
 * @param workers where devices are asked, which takes long
 * @param known told what devices can do after they were measured, on the FX thread
 */
public record HardwareCheck(
    ImageEngine engine,
    String program,
    Executor workers,
    Pages pages,
    Notices notices,
    Consumer<DeviceReport> known) {

  public void open() {
    workers.execute(
        () -> {
          List<Machine.Fact> facts = Machine.facts(engine.devices());
          Platform.runLater(() -> open(facts));
        });
  }

  private void open(List<Machine.Fact> facts) {
    HardwarePage page = new HardwarePage(facts);
    page.begin(
        new HardwarePage.Actions(
            () -> measure(page), () -> check(page), () -> copy(page.facts()), pages::close));
    pages.open(page, () -> {});
  }

  private void measure(HardwarePage page) {
    page.await(Texts.of("hardware.measuring"));
    show(
        page,
        () -> {
          DeviceReport report = engine.measureDevices();
          Platform.runLater(() -> known.accept(report));
          return Machine.facts(report);
        });
  }

  /** Checks every device that works, and tells of each under what is known of it. */
  private void check(HardwarePage page) {
    page.await(Texts.of("hardware.checking"));
    show(
        page,
        () -> {
          DeviceReport report = engine.devices();
          List<Machine.Fact> checked = new ArrayList<>();
          for (DeviceReport.Verdict verdict : report.verdicts()) {
            if (verdict.usable()) {
              checked.add(Machine.fact(engine.checkDevice(new Device(verdict.kind(), 0))));
            }
          }
          // Only now: a check may find that a device cannot be used.
          List<Machine.Fact> facts = new ArrayList<>(Machine.facts(engine.devices()));
          facts.addAll(checked);
          return facts;
        });
  }

  private void show(HardwarePage page, Supplier<List<Machine.Fact>> facts) {
    workers.execute(
        () -> {
          List<Machine.Fact> found = facts.get();
          Platform.runLater(() -> page.show(found));
        });
  }

  private void copy(List<Machine.Fact> facts) {
    ClipboardContent content = new ClipboardContent();
    content.putString(Machine.text(facts, program));
    Clipboard.getSystemClipboard().setContent(content);
    notices.tell(Texts.of("hardware.copied"));
  }
}
