package afterimage.app;

import afterimage.catalog.download.ModelSource;
import afterimage.file.PathText;
import afterimage.onnx.OnnxEngine;
import afterimage.onnx.device.Devices;
import afterimage.onnx.memory.MemoryBudget;
import afterimage.onnx.runtime.RuntimeLibraries;
import afterimage.settings.PlatformFolders;
import afterimage.settings.Preferences;
import afterimage.settings.SettingsStore;
import afterimage.ui.Studio;
import afterimage.ui.desktop.PlatformFileDialogs;
import afterimage.ui.shell.StudioParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Wires the studio from the real parts: ONNX Runtime, the installed models, the user's settings.
 */
public final class StudioApplication extends Application {
  /** A system property with the folder that holds {@code samples}. */
  static final String ASSETS = "afterimage.assets";

  /**
   * A system property: print a line and end once the window is on the screen, for recording and
   * timing a start.
   */
  static final String EXIT_AFTER_START = "afterimage.exit.after.start";

  private @Nullable SettingsStore settings;
  private @Nullable OnnxEngine engine;
  private @Nullable Studio studio;
  private @Nullable Stage stage;

  @Override
  public void start(Stage stage) {
    DeferredStderr.release();
    this.stage = stage;
    // Pictures are decoded by Java2D's classes, which must not look for a display of their own.
    System.setProperty("java.awt.headless", "true");
    SettingsStore store = SettingsPreload.store();
    settings = store;
    Preferences preferences = store.get().preferences();
    preferences.language().apply();
    RuntimeLibraries.choose(store.get().nativePath(), UserChoices.librariesFolder());
    OnnxEngine onnx =
        new OnnxEngine(
            UserChoices.compiledFolder(),
            new MemoryBudget(),
            new Devices(UserChoices.devicesFile()),
            () -> UserChoices.catalog(store.get()).models());
    engine = onnx;
    onnx.limitMemory(preferences.memoryBytes());
    onnx.limitCardMemory(preferences.cardBytes());
    Studio opened =
        new Studio(
            stage,
            new StudioParts(
                onnx,
                UserChoices.catalog(store.get()),
                ModelSource::current,
                store,
                PlatformFileDialogs::new,
                EditLauncher.task()
                    .map(EditLauncher.Task::state)
                    .orElseGet(() -> preferences.stateFolder(PlatformFolders.current().state())),
                "Afterimage " + ProgramVersion.get(),
                folder(ASSETS, "samples", path -> path.toString().endsWith(".jpg")),
                EditLauncher.task().map(EditLauncher.Task::edited).orElse(null)));
    studio = opened;
    opened.show();
    FormerTelemetry.removeOnce().ifPresent(opened::tell);
    opened.open(getParameters().getUnnamed().stream().map(Path::of).toList());
    StudioLauncher.instance()
        .ifPresent(instance -> instance.listen(paths -> Platform.runLater(() -> take(paths))));
    OpenFilesEvent.listen(this::take);
    if (Boolean.getBoolean(EXIT_AFTER_START)) {
      exitAfterSecondFrame();
    }
  }

  /** What a later start of the program was given, or the system asks this one to open. */
  private void take(List<Path> paths) {
    if (stage != null && studio != null) {
      stage.setIconified(false);
      stage.toFront();
      stage.requestFocus();
      studio.open(paths);
    }
  }

  /** The first pulse lays the window out, the second has it on the screen. */
  private static void exitAfterSecondFrame() {
    new AnimationTimer() {
      private int frames;

      @Override
      public void handle(long now) {
        if (++frames == 2) {
          stop();
          System.out.println("started");
          System.out.flush();
          Platform.exit();
        }
      }
    }.start();
  }

  @Override
  public void stop() {
    if (studio != null) {
      studio.close();
    }
    if (engine != null) {
      engine.close();
    }
    if (settings != null) {
      settings.close();
    }
  }

  /** What lies in a folder that a system property names, sorted; nothing if it is not there. */
  private static List<Path> folder(String property, String inside, Predicate<Path> wanted) {
    String root = System.getProperty(property);
    Path folder = PathText.find(root).map(all -> all.resolve(inside)).orElse(null);
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(wanted).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
