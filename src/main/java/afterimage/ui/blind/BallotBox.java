package afterimage.ui.blind;

import afterimage.engine.RefineSettings;
import afterimage.file.AtomicFile;
import afterimage.settings.JsonFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All comparisons of this user, in a JSON file, and as CSV. Works with the disk. */
final class BallotBox {
  private static final System.Logger LOG = System.getLogger(BallotBox.class.getName());
  private static final String HEAD =
      "time,picture,verdict," + columns("left") + "," + columns("right");

  private final Path file;

  /** What the file holds. */
  record Ballots(List<Ballot> ballots) {
    Ballots {
      ballots = Objects.requireNonNullElse(ballots, List.of());
    }
  }

  BallotBox(Path file) {
    this.file = file;
  }

  synchronized List<Ballot> all() {
    try {
      return read();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "nor moved", e);
      return List.of();
    }
  }

  /** What cannot be read is moved aside; where that fails, nothing is written in its place. */
  private List<Ballot> read() throws IOException {
    try {
      return JsonFile.read(file, Ballots.class).map(Ballots::ballots).orElse(List.of());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the blind test's results cannot be read", e);
      JsonFile.keepAside(file);
      return List.of();
    }
  }

  /** Adds one; whatever else there is stays. */
  synchronized void add(Ballot ballot) throws IOException {
    List<Ballot> more = new ArrayList<>(read());
    more.add(ballot);
    JsonFile.write(file, new Ballots(more));
  }

  /** Writes them as CSV (RFC 4180), a line a comparison. */
  static void writeCsv(List<Ballot> ballots, Path target) throws IOException {
    StringWriter csv = new StringWriter();
    csv.append(HEAD).append("\r\n");
    for (Ballot ballot : ballots) {
      csv.append(
              Stream.of(
                      Stream.of(
                          ballot.at().toString(),
                          ballot.picture(),
                          ballot.verdict().name().toLowerCase(Locale.ROOT)),
                      values(ballot.left()),
                      values(ballot.right()))
                  .flatMap(values -> values)
                  .map(BallotBox::quoted)
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    AtomicFile.write(
        target, csv.toString().getBytes(StandardCharsets.UTF_8), AtomicFile.Access.SHARED);
  }

  private static String columns(String side) {
    return Stream.of(
            "id",
            "model",
            "strength",
            "steps",
            "guidance",
            "scheduler",
            "seed",
            "prompt",
            "negative")
        .map(name -> side + "_" + name)
        .collect(Collectors.joining(","));
  }

  private static Stream<String> values(Contender contender) {
    RefineSettings settings = contender.settings();
    return settings == null
        ? Stream.of(contender.id(), "", "", "", "", "", "", "", "")
        : Stream.of(
            contender.id(),
            contender.model(),
            String.valueOf(settings.strength()),
            String.valueOf(settings.steps()),
            String.valueOf(settings.guidanceScale()),
            Objects.requireNonNullElse(settings.scheduler(), ""),
            String.valueOf(settings.seed()),
            settings.prompt(),
            settings.negativePrompt());
  }

  private static String quoted(String value) {
    // A cell that begins like this is a formula to a spreadsheet.
    boolean formula = !value.isEmpty() && "=+-@\t".indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
