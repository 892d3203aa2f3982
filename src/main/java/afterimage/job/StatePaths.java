package afterimage.job;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Paths as they are noted down in a state folder: those in it relative to it, so that it may move
 * or be reached by another path, others absolute. Absolute ones of older programs are read, too.
 *
 * @param folder the state folder, absolute
 */
public record StatePaths(Path folder) {
  /** The folders in it that hold pictures; names in them are used once and never again. */
  public static final Set<String> OWN = Set.of("versions", "generated", "pasted");

  /** An identifier, as files that the program makes are called. */
  private static final Pattern UNIQUE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\..+");

  public StatePaths {
    folder = folder.toAbsolutePath().normalize();
  }

  /** How a path is noted down. */
  public String text(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(folder)
        ? folder.relativize(absolute).toString().replace('\\', '/')
        : faithful(absolute);
  }

  /** As a URI where the text does not lead back, as of bytes that are none in UTF-8. */
  private static String faithful(Path path) {
    String text = path.toString();
    try {
      return Path.of(text).equals(path) ? text : path.toUri().toString();
    } catch (InvalidPathException e) {
      return path.toUri().toString();
    }
  }

  /**
   * The path that was noted down, as text or as a URI. One of a picture of the state folder, as it
   * was called before it moved, is the one in the folder now.
   *
   * @throws IllegalArgumentException if it is not a path of this system
   */
  public Path path(String text) {
    Path path = parsed(text);
    if (!path.isAbsolute()) {
      return folder.resolve(path).normalize();
    }
    Path parent = path.getParent();
    Path name = path.getFileName();
    Path inside = parent == null ? null : parent.getFileName();
    if (parent != null && name != null && inside != null && OWN.contains(inside.toString())) {
      Path here = folder.resolve(inside.toString()).resolve(name.toString());
      if (Files.exists(here) || (wasMade(name) && wasState(parent) && !Files.exists(path))) {
        return here;
      }
    }
    return path;
  }

  /** Whether a text that was noted down is a path of this system. */
  public static boolean isPath(String text) {
    try {
      return !parsed(text).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Path parsed(String text) {
    return text.startsWith("file:") ? ofUri(text) : Path.of(text);
  }

  private static boolean wasMade(Path name) {
    return UNIQUE.matcher(name.toString()).matches();
  }

  private boolean wasState(Path own) {
    Path state = own.getParent();
    return state != null && Objects.equals(state.getFileName(), folder.getFileName());
  }

  /** Whether a path is that of a picture which the program keeps in this folder. */
  public boolean isOwn(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent != null
        && folder.equals(parent.getParent())
        && OWN.contains(String.valueOf(parent.getFileName()));
  }

  /** Reads and writes paths in JSON so. */
  JacksonModule module() {
    return new SimpleModule()
        .addSerializer(Path.class, new Writer(this))
        .addDeserializer(Path.class, new Reader(this));
  }

  private static Path ofUri(String text) {
    try {
      return Path.of(URI.create(text));
    } catch (FileSystemNotFoundException | SecurityException e) {
      throw new InvalidPathException(text, String.valueOf(e.getMessage()));
    }
  }

  private static final class Writer extends StdSerializer<Path> {
    private final StatePaths paths;

    Writer(StatePaths paths) {
      super(Path.class);
      this.paths = paths;
    }

    @Override
    public void serialize(Path path, JsonGenerator out, SerializationContext context) {
      out.writeString(paths.text(path));
    }
  }

  private static final class Reader extends StdDeserializer<Path> {
    private final StatePaths paths;

    Reader(StatePaths paths) {
      super(Path.class);
      this.paths = paths;
    }

    @Override
    public Path deserialize(JsonParser in, DeserializationContext context) {
      String text = in.getValueAsString("");
      if (text.isEmpty()) {
        throw context.weirdStringException(text, Path.class, "not a path");
      }
      try {
        return paths.path(text);
      } catch (IllegalArgumentException e) {
        throw (JacksonException) context.weirdStringException(text, Path.class, "not a path");
      }
    }
  }
}
