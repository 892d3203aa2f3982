package afterimage.settings;

import afterimage.file.AtomicFile;
import afterimage.file.ForeignFile;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record in a file of JSON, written whole or not at all, for its owner's eyes. What a file leaves
 * out, or says {@code null} for, gets its default; fields that a newer program wrote are skipped.
 */
public final class JsonFile {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final int MAX_BYTES = 64 << 20;

  private JsonFile() {}

  /**
   * Reads a file, in which every value must be of its kind.
   *
   * @return nothing if there is no such file
   * @throws DamagedFileException if it does not hold what it should
   * @throws IOException if it cannot be read
   */
  public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    return read(file, type, null, RecordReader.STRICT);
  }

  /**
   * Reads as much of a file as can be read: a value that is of another kind, or that only a newer
   * program knows, counts as not there.
   *
   * @param defaults for what is not there, or null where the type has none
   * @return nothing if there is no such file
   * @throws DamagedFileException if it is no JSON object, or lacks what has no default
   * @throws IOException if it cannot be read
   */
  public static <T> Optional<T> readWhatCanBe(Path file, Class<T> type, @Nullable T defaults)
      throws IOException {
    return read(file, type, defaults, RecordReader.LENIENT);
  }

  private static <T> Optional<T> read(
      Path file, Class<T> type, @Nullable T defaults, RecordReader reader) throws IOException {
    Optional<JsonNode> tree = tree(file);
    return tree.isEmpty()
        ? Optional.empty()
        : Optional.of(made(file, tree.get(), type, defaults, reader));
  }

  private static <T> T made(
      Path file, JsonNode tree, Class<T> type, @Nullable T defaults, RecordReader reader)
      throws DamagedFileException {
    try {
      return Guard.call(() -> reader.read(tree, type, defaults));
    } catch (GuardException | UnreadableValueException e) {
      throw new DamagedFileException(file, e);
    }
  }

  /** A file as it is; an empty object if it says {@code null}. */
  private static Optional<JsonNode> tree(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = ForeignFile.readAllBytes(file, MAX_BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (ForeignFile.FileTooLargeException e) {
      throw new DamagedFileException(file, e);
    }
    try {
      JsonNode tree = Guard.call(() -> JSON.readTree(bytes));
      if (tree.isObject() || tree.isNull()) {
        return Optional.of(tree.isNull() ? JSON.createObjectNode() : tree);
      }
      throw new DamagedFileException(file, new UnreadableValueException("no JSON object", null));
    } catch (GuardException e) {
      throw new DamagedFileException(file, e);
    }
  }

  /**
   * Writes a file that its owner alone may read, and the folders it lies in where they are missing.
   *
   * @throws IOException if the disk refuses
   */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, bytes(file, value), AtomicFile.Access.OWNER);
  }

  /**
   * Writes a file only if there is none of that name, not even by another process meanwhile.
   *
   * @throws FileAlreadyExistsException if there is one
   * @throws IOException if the disk refuses
   */
  public static void writeNew(Path file, Object value) throws IOException {
    byte[] bytes = bytes(file, value);
    try (AtomicFile written = AtomicFile.begin(file, AtomicFile.Access.OWNER)) {
      Files.write(written.temporary(), bytes);
      written.commit(AtomicFile.Existing.KEEP);
    }
  }

  /**
   * Writes a file to be passed on, which others may read.
   *
   * @throws IOException if the disk refuses
   */
  public static void share(Path file, Object value) throws IOException {
    AtomicFile.write(file, bytes(file, value), AtomicFile.Access.SHARED);
  }

  /**
   * Writes into a file what has changed, as {@link #write}. What this program does not know or
   * could not read of it stays as it is; if nothing of it can be read, it is kept aside.
   *
   * @param defaults as for {@link #readWhatCanBe}
   * @throws IOException if the disk refuses
   */
  public static <T> void update(Path file, T value, @Nullable T defaults) throws IOException {
    @SuppressWarnings("unchecked") // What getClass gives is of that type.
    Class<T> type = (Class<T>) value.getClass();
    write(file, merged(file, type, value, defaults));
  }

  private static <T> Object merged(Path file, Class<T> type, T value, @Nullable T defaults)
      throws IOException {
    try {
      JsonNode raw = tree(file).orElse(null);
      return raw == null
          ? value
          : new JsonChange(
                  JSON.valueToTree(made(file, raw, type, defaults, RecordReader.LENIENT)),
                  JSON.valueToTree(value))
              .in(raw);
    } catch (IOException e) {
      keepAside(file);
      return value;
    }
  }

  /**
   * Keeps a file that cannot be read aside, so that nothing overwrites it, nor a file that was kept
   * before.
   *
   * @return where it is now
   * @throws IOException if it cannot be moved
   */
  public static Path keepAside(Path file) throws IOException {
    for (int number = 1; ; number++) {
      String ending = number == 1 ? ".damaged" : ".damaged-" + number;
      Path aside = file.resolveSibling(file.getFileName() + ending);
      try {
        AtomicFile.moveIfAbsent(file, aside);
        OwnerOnly.tighten(aside);
        return aside;
      } catch (FileAlreadyExistsException e) {
        // An earlier one; the next number is free, or the one after it.
      }
    }
  }

  private static byte[] bytes(Path file, Object value) throws IOException {
    try {
      // By way of a text, which may hold half a character: it becomes a question mark.
      return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JacksonException e) {
      throw new IOException("cannot write " + file, e);
    }
  }
}
