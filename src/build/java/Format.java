import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks or applies google-java-format to a source tree: {@code Format check|write FOLDER}. */
public final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<Path> sources;
    try (var walk = Files.walk(Path.of(args[1]))) {
      sources = walk.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
    List<Path> unformatted =
        sources.parallelStream().filter(source -> !isFormatted(source, write)).toList();
    if (!write && !unformatted.isEmpty()) {
      unformatted.forEach(source -> System.err.println("not formatted: " + source));
      System.err.println("Run: mvn -q initialize exec:exec@format");
      System.exit(1);
    }
  }

  /** Whether a file was as it should be; if not, it may be written anew. */
  private static boolean isFormatted(Path source, boolean write) {
    try {
      String before = Files.readString(source);
      String after = format(before);
      boolean formatted = before.equals(after);
      if (!formatted && write) {
        Files.writeString(source, after);
      }
      return formatted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalArgumentException(source + " cannot be parsed", e);
    }
  }

  private static String format(String source) throws FormatterException {
    JavaFormatterOptions options = JavaFormatterOptions.defaultOptions();
    String ordered = ImportOrderer.reorderImports(source, options.style());
    return new Formatter(options).formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  }
}
