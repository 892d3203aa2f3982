package afterimage.settings;

import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the settings in a JSON file. Changes are written together a moment after the last one,
 * through a temporary file and a move: a crash leaves the old file or the new one, never half. What
 * a newer program wrote stays in it. A damaged file is kept aside and the defaults take over. Safe
 * for several threads.
 */
public final class SettingsStore implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SettingsStore.class.getName());
  private static final long DELAY_MILLIS = 500;
  private static final long NEXT_TRY_MILLIS = 5_000;

  private final Path file;
  private final ScheduledExecutorService saver =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon(true).name("settings").factory());
  private Settings settings = Settings.DEFAULTS;
  private @Nullable String notice;
  private @Nullable ScheduledFuture<?> pending;
  private Consumer<String> unsaved = _ -> {};
  private boolean failing;
  private boolean closed;

  private SettingsStore(Path file) {
    this.file = file;
  }

  /** Opens the settings in {@code file}, which need not exist. */
  public static SettingsStore open(Path file) {
    SettingsStore store = new SettingsStore(file);
    store.load();
    return store;
  }

  /**
   * Settings to look at, without a store.
   *
   * @param problem what the user should know about the file, as one sentence, or null
   */
  public record Glance(Settings settings, @Nullable String problem) {}

  /** Reads the settings in {@code file} and changes nothing on the disk, whatever it holds. */
  public static Glance glance(Path file) {
    try {
      return new Glance(read(file), null);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot read " + file, e);
      return new Glance(Settings.DEFAULTS, Messages.of("settings.unreadable", file));
    }
  }

  /** The folder they lie in. */
  public Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("") : parent;
  }

  /** The settings as they are now. */
  public synchronized Settings get() {
    return settings;
  }

  /** What the user should know about the file, as one sentence, if there is something. */
  public synchronized Optional<String> notice() {
    return Optional.ofNullable(notice);
  }

  /**
   * Who is told, as one sentence, when changes cannot be saved: once, until they can be again.
   *
   * @param listener called on a thread of this store's
   */
  public synchronized void onUnsaved(Consumer<String> listener) {
    unsaved = listener;
  }

  /** Changes the settings and saves them soon. */
  public synchronized void update(UnaryOperator<Settings> change) {
    Settings next = change.apply(settings);
    if (next.equals(settings)) {
      return;
    }
    settings = next;
    saveIn(DELAY_MILLIS);
  }

  private synchronized void saveIn(long millis) {
    if (pending != null) {
      pending.cancel(false);
    }
    if (!closed) {
      pending = saver.schedule(this::save, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Saves what is not saved yet. */
  @Override
  public void close() {
    boolean changed;
    synchronized (this) {
      closed = true;
      changed = pending != null && pending.cancel(false);
    }
    if (changed) {
      saver.execute(this::save);
    }
    saver.close();
  }

  private synchronized void load() {
    try {
      OwnerOnly.tightenOnce(folder(), folder().resolve(PresetFolder.NAME), file);
      settings = read(file);
    } catch (DamagedFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot read " + file, e);
      keepAside();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot read " + file, e);
      notice = Messages.of("settings.unreadable", file);
    }
  }

  private void keepAside() {
    try {
      Path aside = JsonFile.keepAside(file);
      notice = Messages.of("settings.aside", aside);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot move " + file, e);
      notice = Messages.of("settings.unreadable", file);
    }
  }

  private static Settings read(Path file) throws IOException {
    return JsonFile.readWhatCanBe(file, Settings.class, Settings.DEFAULTS)
        .orElse(Settings.DEFAULTS);
  }

  private void save() {
    try {
      JsonFile.update(file, get(), Settings.DEFAULTS);
      synchronized (this) {
        failing = false;
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Tells it once, and tries again until it can be done, or the program ends. */
  private void failed(IOException e) {
    Consumer<String> told;
    synchronized (this) {
      told = failing ? _ -> {} : unsaved;
      failing = true;
      saveIn(NEXT_TRY_MILLIS);
    }
    LOG.log(System.Logger.Level.DEBUG, "cannot save the settings to " + file, e);
    told.accept(Messages.of("settings.unsaved", file, String.valueOf(e.getMessage())));
  }
}
