package afterimage.ui.settings;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.settings.SettingsStore;
import afterimage.ui.notice.StatusModel;
import afterimage.ui.text.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The device that refines run on, as it is chosen and as the status line shows it. */
public final class DeviceModel {
  private final SettingsStore settings;
  private final StatusModel status;
  private @Nullable DeviceReport report;

  /**
   * @param settings have what is chosen
   * @param status says what that means
   */
  public DeviceModel(SettingsStore settings, StatusModel status) {
    this.settings = settings;
    this.status = status;
  }

  /** The chosen one. */
  public Device chosen() {
    return Device.parse(settings.get().device());
  }

  /** What runs here; null while nobody knows. */
  public @Nullable DeviceReport report() {
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
    status.deviceProperty().set(Texts.of("status.device", name.toUpperCase(Locale.ROOT), runtime));
  }
}
