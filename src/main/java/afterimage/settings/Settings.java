package afterimage.settings;

import afterimage.engine.Device;
import afterimage.engine.RefineSettings;
import afterimage.file.PathText;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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
 * @param export how results were exported last
 * @param uiScale how large the window's texts and controls are, 1 for the usual, in [0.75, 2]
 * @param prompts refined with, the latest first
 * @param preferences about the program as a whole
 */
@RecordBuilder
public record Settings(
    Theme theme,
    String device,
    @Nullable String nativePath,
    @Nullable String model,
    @Nullable String lastFolder,
    @Nullable WindowBounds window,
    Map<String, RefineSettings> lastValues,
    ExportChoice export,
    double uiScale,
    List<String> prompts,
    Preferences preferences)
    implements SettingsBuilder.With {

  public static final double MIN_UI_SCALE = 0.75;
  public static final double MAX_UI_SCALE = 2;

  /** What a new user starts with. */
  public static final Settings DEFAULTS =
      new Settings(
          Theme.AUTO,
          "auto",
          null,
          null,
          null,
          null,
          Map.of(),
          ExportChoice.DEFAULT,
          1,
          List.of(),
          Preferences.DEFAULTS);

  /** Fills what a file left out, and puts an unreadable device back to {@code auto}. */
  public Settings {
    theme = Objects.requireNonNullElse(theme, Theme.AUTO);
    device = readable(device) ? device : "auto";
    nativePath = PathText.orNull(nativePath);
    model = PathText.orNull(model);
    lastFolder = PathText.orNull(lastFolder);
    window = window == null || !window.isOnSomeScreen() ? null : window;
    lastValues = lastValues == null ? Map.of() : Map.copyOf(lastValues);
    export = Objects.requireNonNullElse(export, ExportChoice.DEFAULT);
    prompts = prompts == null ? List.of() : List.copyOf(prompts);
    preferences = Objects.requireNonNullElse(preferences, Preferences.DEFAULTS);
    uiScale = uiScale >= MIN_UI_SCALE && uiScale <= MAX_UI_SCALE ? uiScale : 1;
  }

  /** These settings with {@code values} remembered for the model of that name. */
  public Settings withLastValues(String modelName, RefineSettings values) {
    Map<String, RefineSettings> all = new HashMap<>(lastValues);
    all.put(modelName, values);
    return withLastValues(all);
  }

  /** With other preferences, made of those in force. */
  public Settings withPreferences(UnaryOperator<Preferences> change) {
    return withPreferences(change.apply(preferences));
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
