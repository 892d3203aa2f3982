package afterimage.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What went wrong with inputs of a kind, one input for each place where it arises. */
final class FuzzFindings {
  /** Enough to tell places apart, few enough that one fault is one finding. */
  private static final int FRAMES = 3;

  private final String kind;
  private final @Nullable Path folder;
  private final Map<String, Path> files = new TreeMap<>();

  FuzzFindings(String kind, @Nullable Path folder) {
    this.kind = kind;
    this.folder = folder == null ? null : folder.resolve("findings").resolve(kind);
  }

  /** An input that ended in what it must not end in. */
  synchronized void add(byte[] input, Throwable thrown) throws IOException {
    if (folder == null) {
      throw new AssertionError(kind + " of " + input.length + " bytes: " + thrown, thrown);
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    add(input, thrown.getClass().getSimpleName(), thrown.getStackTrace(), trace.toString());
  }

  /** An input that does not end, and where it is now. */
  synchronized void addHanging(byte[] input, StackTraceElement[] stack) {
    String trace = String.join("\n", Arrays.toString(stack).split(", "));
    System.err.println(kind + " of " + input.length + " bytes does not end:\n" + trace);
    try {
      add(input, "Hanging", stack, trace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inputs kept. */
  synchronized Map<String, Path> files() {
    return Map.copyOf(files);
  }

  private void add(byte[] input, String name, StackTraceElement[] stack, String trace)
      throws IOException {
    StringBuilder place = new StringBuilder(name);
    Arrays.stream(stack)
        .filter(frame -> frame.getClassName().startsWith("afterimage."))
        .filter(frame -> !frame.getClassName().startsWith("afterimage.fuzz."))
        .limit(FRAMES)
        .forEach(frame -> place.append(frame.getClassName()).append(frame.getLineNumber()));
    String key = "%s-%08x".formatted(name, place.toString().hashCode());
    if (folder != null && !files.containsKey(key)) {
      Files.createDirectories(folder);
      files.put(key, Files.write(folder.resolve(key), input));
      // Not writeString, which refuses halves of surrogates.
      Files.write(folder.resolve(key + ".txt"), trace.getBytes(StandardCharsets.UTF_8));
    }
  }
}
