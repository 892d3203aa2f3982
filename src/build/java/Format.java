import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources) {
      String before = Files.readString(source);
      String after = format(before);
      if (!before.equals(after)) {
        unformatted.add(source);
        if (write) {
          Files.writeString(source, after);
        }
      }
    }
    if (!write && !unformatted.isEmpty()) {
      unformatted.forEach(source -> System.err.println("not formatted: " + source));
      System.err.println("Run: mvn -q initialize exec:exec@format");
      System.exit(1);
    }
  }

  private static String format(String source) throws Exception {
    JavaFormatterOptions options = JavaFormatterOptions.defaultOptions();
    String ordered = ImportOrderer.reorderImports(source, options.style());
    return new Formatter(options).formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  }
}
