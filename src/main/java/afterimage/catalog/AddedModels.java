package afterimage.catalog;

import afterimage.engine.EngineException;
import afterimage.file.FileClaim;
import afterimage.file.PathText;
import afterimage.message.Messages;
import afterimage.settings.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The checkpoints that the user added, and the licences accepted for them, in {@code added.json} of
 * the user's models folder. Nothing is copied: a checkpoint stays where it is.
 */
public final class AddedModels {
  private static final String FILE = "added.json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;

  /**
   * @param folder the user's models folder, which need not exist
   */
  public AddedModels(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /**
   * An added checkpoint.
   *
   * @param path where it is, absolute
   * @param kind its family, in the language that the program spoke then
   * @param added when, in ISO 8601
   */
  public record Entry(String path, String kind, String added) {
    /** What a file left out is mended; a path it must have. */
    public Entry {
      kind = Objects.requireNonNullElse(kind, "");
      added = Objects.requireNonNullElse(added, "");
    }

    private boolean hasPath() {
      return PathText.find(path).filter(Path::isAbsolute).isPresent();
    }
  }

  /** What the file holds. */
  record Content(List<Entry> models, Map<String, String> acceptedLicences) {
    static final Content EMPTY = new Content(List.of(), Map.of());
  }

  /**
   * All whose paths this system can have, in the order in which they were added.
   *
   * @throws EngineException if the list is damaged
   */
  public List<Entry> entries() throws EngineException {
    return read().models().stream().filter(Entry::hasPath).toList();
  }

  /** Whether the licence's terms were accepted. */
  public boolean isAccepted(Licence licence) throws EngineException {
    return read().acceptedLicences().containsKey(licence.id());
  }

  /** Records that the licence's terms were accepted now. */
  public void accept(Licence licence) throws EngineException {
    change(
        content -> {
          Map<String, String> accepted = new TreeMap<>(content.acceptedLicences());
          accepted.putIfAbsent(licence.id(), now());
          return new Content(content.models(), accepted);
        });
  }

  /**
   * Adds a checkpoint.
   *
   * @throws EngineException if its licence was not accepted, or the list cannot be written
   */
  public Entry add(ModelCard card) throws EngineException {
    if (!isAccepted(card.licence())) {
      throw new EngineException(
          Messages.of("catalog.terms", card.licence().title()),
          Messages.of("catalog.terms.remedy"));
    }
    String path = card.facts().path().toAbsolutePath().normalize().toString();
    Entry added = new Entry(path, card.facts().kind(), now());
    change(
        content -> {
          List<Entry> models = new ArrayList<>(content.models());
          models.removeIf(entry -> path.equals(entry.path()));
          models.add(added);
          return new Content(models, content.acceptedLicences());
        });
    return added;
  }

  /**
   * Forgets a checkpoint; its file stays.
   *
   * @return nothing if it was not added
   */
  public Optional<Entry> remove(Path path) throws EngineException {
    String wanted = path.toAbsolutePath().normalize().toString();
    Optional<Entry> found =
        read().models().stream().filter(entry -> wanted.equals(entry.path())).findFirst();
    if (found.isPresent()) {
      change(
          content ->
              new Content(
                  content.models().stream().filter(e -> !wanted.equals(e.path())).toList(),
                  content.acceptedLicences()));
    }
    return found;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Content read() throws EngineException {
    if (!Files.exists(file)) {
      return Content.EMPTY; // Spares the time that a JSON parser takes to load.
    }
    try {
      return JsonFile.readWhatCanBe(file, Content.class, Content.EMPTY).orElse(Content.EMPTY);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private EngineException damaged(Exception cause) {
    return new EngineException(
        Messages.of("catalog.list.damaged", file),
        Messages.of("catalog.list.damaged.remedy"),
        cause);
  }

  /** Another program may be changing the list as well: one waits for the other. */
  private void change(UnaryOperator<Content> change) throws EngineException {
    try (FileClaim _ = FileClaim.claim(file, PATIENCE)) {
      JsonFile.update(file, change.apply(read()), Content.EMPTY);
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("catalog.list.unwritable", file),
          Messages.of("catalog.list.unwritable.remedy"),
          e);
    }
  }
}
