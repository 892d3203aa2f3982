package afterimage.settings;

import afterimage.engine.Device;
import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that survives a restart. Immutable; parts missing in an older file get their defaults.
 *
 * @param theme light, dark or the system's
 * @param device where to run, as {@link Device#parse} reads it
 * @param nativePath a folder with ONNX Runtime libraries to use instead of the built-in ones, or
 *     null
 * @param model the model last used, by its folder, or null for the first one found
 * @param lastFolder where pictures were last opened or saved, or null
 * @param window where the window was, or null before the first time
 * @param lastValues the inspector's last values, by the model's name
 */
public record Settings(
    Theme theme,
    String device,
    @Nullable String nativePath,
    @Nullable String model,
    @Nullable String lastFolder,
    @Nullable WindowBounds window,
    Map<String, RefineSettings> lastValues) {

  /** What a new user starts with. */
  public static final Settings DEFAULTS =
      new Settings(Theme.AUTO, "auto", null, null, null, null, Map.of());

  /** Fills what a file left out, and puts an unreadable device back to {@code auto}. */
  public Settings {
    theme = Objects.requireNonNullElse(theme, Theme.AUTO);
    device = readable(device) ? device : "auto";
    lastValues = lastValues == null ? Map.of() : Map.copyOf(lastValues);
  }

  public Settings withTheme(Theme newTheme) {
    return new Settings(newTheme, device, nativePath, model, lastFolder, window, lastValues);
  }

  public Settings withDevice(String newDevice) {
    return new Settings(theme, newDevice, nativePath, model, lastFolder, window, lastValues);
  }

  public Settings withNativePath(@Nullable String newPath) {
    return new Settings(theme, device, newPath, model, lastFolder, window, lastValues);
  }

  public Settings withModel(String newModel) {
    return new Settings(theme, device, nativePath, newModel, lastFolder, window, lastValues);
  }

  public Settings withLastFolder(String newFolder) {
    return new Settings(theme, device, nativePath, model, newFolder, window, lastValues);
  }

  public Settings withWindow(WindowBounds newWindow) {
    return new Settings(theme, device, nativePath, model, lastFolder, newWindow, lastValues);
  }

  /** These settings with {@code values} remembered for the model of that name. */
  public Settings withLastValues(String modelName, RefineSettings values) {
    Map<String, RefineSettings> all = new HashMap<>(lastValues);
    all.put(modelName, values);
    return new Settings(theme, device, nativePath, model, lastFolder, window, all);
  }

  /** Where file dialogs begin, or null for the platform's choice. */
  public @Nullable Path startFolder() {
    return lastFolder == null ? null : Path.of(lastFolder);
  }

  private static boolean readable(@Nullable String device) {
    if (device == null) {
      return false;
    }
    try {
      Device.parse(device);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
