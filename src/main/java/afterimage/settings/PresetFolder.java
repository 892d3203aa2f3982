package afterimage.settings;

import afterimage.file.FileName;
import afterimage.file.PathText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The user's presets, a JSON file each, called as the preset as far as files can be. The name in
 * the file is what counts: two names are two presets, whatever file systems make of them. Works
 * with the disk.
 */
public final class PresetFolder {
  static final String NAME = "presets";

  private static final System.Logger LOG = System.getLogger(PresetFolder.class.getName());
  private static final String EXTENSION = ".json";
  private static final String NOTHING_LEFT = "preset";
  private static final int MAX_NAME = 100;
  private static final int HASH_DIGITS = 10;

  private final Path folder;

  /**
   * What lies in the folder.
   *
   * @param presets all that can be read, by name
   * @param unreadable files that hold no preset, and stay as they are
   */
  public record Content(List<Preset> presets, List<Path> unreadable) {}

  /**
   * @param folder need not exist
   */
  public PresetFolder(Path folder) {
    this.folder = folder;
  }

  /** This user's. */
  public static PresetFolder current() {
    return new PresetFolder(PlatformFolders.current().config().resolve(NAME));
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** All that can be read, by name. */
  public List<Preset> all() {
    return content().presets;
  }

  /** All, and what is none. */
  public Content content() {
    List<Path> unreadable = new ArrayList<>();
    List<Preset> presets = new ArrayList<>(files(unreadable).values());
    presets.sort(
        Comparator.comparing(Preset::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Preset::name));
    return new Content(List.copyOf(presets), List.copyOf(unreadable));
  }

  /**
   * Writes a preset in the place of any of its name, and of nothing else.
   *
   * @return what had its name
   */
  public Optional<Preset> save(Preset preset) throws IOException {
    Map<Path, Preset> files = files(new ArrayList<>());
    Optional<Path> known = find(preset.name(), files);
    if (known.isPresent()) {
      JsonFile.write(known.get(), preset);
      return known.map(files::get);
    }
    for (int number = 1; ; number++) {
      Path file = folder.resolve(candidate(preset.name(), number));
      try {
        JsonFile.writeNew(file, preset);
        return Optional.empty();
      } catch (FileAlreadyExistsException e) {
        // Another preset's on this file system, or nothing of ours.
      }
    }
  }

  /** Deletes a preset. */
  public void delete(Preset preset) throws IOException {
    Map<Path, Preset> files = files(new ArrayList<>());
    Optional<Path> same =
        files.entrySet().stream()
            .filter(entry -> entry.getValue().equals(preset))
            .map(Map.Entry::getKey)
            .findFirst()
            .or(() -> find(preset.name(), files));
    if (same.isPresent()) {
      Files.deleteIfExists(same.get());
    }
  }

  /** Where the preset of a name is, or would be if there is none. */
  public Path fileOf(String name) {
    return find(name)
        .orElseGet(
            () -> {
              int number = 1;
              Path file = folder.resolve(candidate(name, number));
              while (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                file = folder.resolve(candidate(name, ++number));
              }
              return file;
            });
  }

  /** What a preset's file is called where it is alone. */
  public static String fileName(String name) {
    return FileName.of(name, MAX_NAME, NOTHING_LEFT) + EXTENSION;
  }

  /**
   * Reads a preset's file.
   *
   * @throws IOException if there is none, or it is no preset
   */
  public static Preset read(Path file) throws IOException {
    return JsonFile.readWhatCanBe(file, Preset.class, null)
        .orElseThrow(() -> new FileNotFoundException(file.toString()));
  }

  private Optional<Path> find(String name) {
    return find(name, files(new ArrayList<>()));
  }

  /** Of several, as after a file was copied, the one that is called as if it were alone. */
  private Optional<Path> find(String name, Map<Path, Preset> files) {
    Path usual = folder.resolve(candidate(name, 1));
    Preset there = files.get(usual);
    return there != null && there.name().equals(name)
        ? Optional.of(usual)
        : files.entrySet().stream()
            .filter(entry -> entry.getValue().name().equals(name))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  private Map<Path, Preset> files(List<Path> unreadable) {
    Map<Path, Preset> presets = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
      for (Path file : files) {
        try {
          presets.put(file, read(file));
        } catch (IOException e) {
          LOG.log(System.Logger.Level.DEBUG, "no preset: " + file, e);
          unreadable.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return presets;
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.WARNING, "no presets in {0}: {1}", folder, e);
    }
    return presets;
  }

  /** The name itself if a file can have it, then with what tells it from others like it. */
  private static String candidate(String name, int number) {
    String text = FileName.of(name, MAX_NAME, NOTHING_LEFT);
    String clean = PathText.find(text).isPresent() ? text : NOTHING_LEFT;
    int further = clean.equals(name) ? number - 1 : number;
    return switch (further) {
      case 0 -> clean + EXTENSION;
      case 1 -> clean + "-" + hash(name) + EXTENSION;
      default -> clean + "-" + hash(name) + "-" + further + EXTENSION;
    };
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_16BE));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
