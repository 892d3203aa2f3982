package afterimage.ui.shell;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.settings.SettingsStore;
import afterimage.ui.text.Texts;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The device that refines run on, as it is chosen and as the status line shows it. */
public final class ShownDevice {
  private final SettingsStore settings;
  private final Supplier<StatusLine> status;
  private @Nullable DeviceReport report;

  public ShownDevice(SettingsStore settings, Supplier<StatusLine> status) {
    this.settings = settings;
    this.status = status;
  }

  public Device chosen() {
    return Device.parse(settings.get().device());
  }

  /** What runs here; null while nobody knows. */
  @Nullable DeviceReport report() {
    return report;
  }

  /** Now it is known what runs here. */
  public void known(DeviceReport found) {
    report = found;
    show();
  }

  /** Shows it again, as after another was chosen. */
  public void show() {
    Device chosen = chosen();
    DeviceReport found = report;
    String runtime = found == null ? "" : found.runtime();
    String name =
        chosen.kind() != Device.Kind.AUTO || found == null
            ? chosen.toString()
            : found.verdicts().stream()
                .filter(DeviceReport.Verdict::usable)
                .map(verdict -> verdict.kind().label())
                .findFirst()
                .orElse(chosen.toString());
    status.get().showDevice(Texts.of("status.device", name.toUpperCase(Locale.ROOT), runtime));
  }
}
