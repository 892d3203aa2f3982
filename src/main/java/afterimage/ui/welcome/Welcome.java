package afterimage.ui.welcome;

import afterimage.engine.DeviceReport;
import afterimage.settings.Preferences;
import afterimage.settings.SettingsStore;
import afterimage.ui.command.KeyHints;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows the cards of the first start, once, and not to who came with pictures. For the FX thread.
 */
public record Welcome(
    SettingsStore settings, Pages pages, KeyHints hints, WelcomePage.Actions actions) {

  public Welcome(
      SettingsStore settings,
      Pages pages,
      KeyHints hints,
      Runnable machine,
      Runnable models,
      Optional<Runnable> sample) {
    this(
        settings,
        pages,
        hints,
        new WelcomePage.Actions(
            machine,
            models,
            sample.map(
                open ->
                    () -> {
                      pages.close();
                      open.run();
                    }),
            pages::close));
  }

  /**
   * Shows them if they have not been seen.
   *
   * @param report what the machine offers
   * @param empty whether nothing is open or being opened
   */
  public void offer(DeviceReport report, boolean empty) {
    if (empty && !pages.isOpen() && !settings.get().preferences().introduced()) {
      pages.open(
          new WelcomePage(found(report), actions, hints),
          () -> settings.update(old -> old.withPreferences(Preferences::asIntroduced)));
    }
  }

  private static String found(DeviceReport report) {
    String devices =
        report.verdicts().stream()
            .filter(DeviceReport.Verdict::usable)
            .map(verdict -> verdict.kind().title())
            .collect(Collectors.joining(", "));
    return Texts.of("welcome.machine.found", Runtime.getRuntime().availableProcessors(), devices);
  }
}
