package afterimage.fuzz;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many inputs of a kind ran and what they took, a line of a table. The table of all kinds that
 * lie in the same folder is {@code figures.md} there.
 */
final class FuzzFigures {
  private static final int EVERY = 1000;
  private static final String HEAD =
      """
      | kind | inputs | longest, ms | most allocated, MB | unexpected | over 10 s | ended |
      | --- | ---: | ---: | ---: | ---: | ---: | --- |
      """;

  private final String kind;
  private final @Nullable Path folder;
  private long inputs;
  private long longest;
  private long megabytes;
  private long unexpected;
  private long late;

  FuzzFigures(String kind, @Nullable Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  void add(long nanos, long allocated, boolean failed, boolean tookLong) throws IOException {
    inputs++;
    longest = Math.max(longest, nanos);
    megabytes = Math.max(megabytes, allocated);
    unexpected += failed ? 1 : 0;
    late += tookLong ? 1 : 0;
    // A crash of the process leaves what was counted before.
    if (inputs % EVERY == 0) {
      write(false);
    }
  }

  void write(boolean ended) throws IOException {
    if (folder == null) {
      return;
    }
    Path figures = Files.createDirectories(folder.resolve("figures"));
    Files.writeString(
        figures.resolve(kind),
        String.format(
            Locale.ROOT,
            "%s|%d|%d|%d|%d|%d|%s",
            kind,
            inputs,
            longest / 1_000_000,
            megabytes,
            unexpected,
            late,
            ended ? "yes" : "no"));
    if (ended) {
      writeTable(figures);
    }
  }

  private static void writeTable(Path figures) throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> kinds = Files.newDirectoryStream(figures)) {
      for (Path one : kinds) {
        lines.add(Files.readString(one));
      }
    }
    lines.sort(null);
    StringBuilder table = new StringBuilder(HEAD);
    long[] all = new long[7];
    for (String line : lines) {
      String[] cells = line.split("\\|");
      table.append("| ").append(String.join(" | ", cells)).append(" |\n");
      for (int i = 1; i < 6; i++) {
        long cell = Long.parseLong(cells[i]);
        all[i] = i == 2 || i == 3 ? Math.max(all[i], cell) : all[i] + cell;
      }
    }
    table.append(
        "| all %d kinds | %d | %d | %d | %d | %d | |%n"
            .formatted(lines.size(), all[1], all[2], all[3], all[4], all[5]));
    Files.writeString(figures.resolveSibling("figures.md"), table);
  }
}
