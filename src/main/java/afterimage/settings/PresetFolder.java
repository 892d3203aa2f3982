package afterimage.settings;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The user's presets, a JSON file each, called as the preset. Works with the disk. */
public final class PresetFolder {
  private static final System.Logger LOG = System.getLogger(PresetFolder.class.getName());
  private static final String EXTENSION = ".json";
  private static final Pattern FORBIDDEN = Pattern.compile("[^\\p{L}\\p{N}._ -]+");

  private final Path folder;

  /**
   * @param folder need not exist
   */
  public PresetFolder(Path folder) {
    this.folder = folder;
  }

  /** This user's. */
  public static PresetFolder current() {
    return new PresetFolder(PlatformFolders.current().config().resolve("presets"));
  }

  /** All that can be read, by name. */
  public List<Preset> all() {
    List<Preset> presets = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
      for (Path file : files) {
        try {
          presets.add(read(file));
        } catch (IOException e) {
          LOG.log(System.Logger.Level.WARNING, "no preset: " + file, e);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no presets in " + folder, e);
    }
    presets.sort(Comparator.comparing(Preset::name, String.CASE_INSENSITIVE_ORDER));
    return List.copyOf(presets);
  }

  /** Writes a preset in the place of any of its name. */
  public void save(Preset preset) throws IOException {
    JsonFile.write(fileOf(preset.name()), preset);
  }

  /** Deletes a preset. */
  public void delete(Preset preset) throws IOException {
    Files.deleteIfExists(fileOf(preset.name()));
  }

  /** Where the preset of a name is. */
  public Path fileOf(String name) {
    return folder.resolve(fileName(name));
  }

  /** What a preset's file is called. */
  public static String fileName(String name) {
    String clean = FORBIDDEN.matcher(name).replaceAll("_").strip();
    return (clean.startsWith(".") ? "_" + clean : clean) + EXTENSION;
  }

  /**
   * Reads a preset's file.
   *
   * @throws IOException if there is none, or it is no preset
   */
  public static Preset read(Path file) throws IOException {
    return JsonFile.read(file, Preset.class)
        .orElseThrow(() -> new FileNotFoundException(file.toString()));
  }
}
