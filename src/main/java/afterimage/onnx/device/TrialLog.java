package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Operation;
import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.message.ForeignText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a process that tries a device says, a line each, so that all is known up to the line at
 * which it died. A line begins with a mark, since drivers may print what they like.
 */
final class TrialLog {
  private static final String MARK = "@trial ";
  private static final int LONGEST = 240;

  /** Characters of a line, and lines of a trial, that anything is made of. */
  private static final int LONGEST_LINE = 1000;

  private static final int MOST_LINES = 1000;

  private final PrintStream out;

  TrialLog(PrintStream out) {
    this.out = out;
  }

  /** It goes on to something else, which is given time of its own. */
  void begin(String what) {
    line("begin " + what);
  }

  /** For whoever looks into a trial's output. */
  void note(String text) {
    line("note " + ForeignText.line(text, LONGEST));
  }

  void unusable(String complaint) {
    line("unusable " + ForeignText.line(complaint, LONGEST));
  }

  /** For a reason that is not the device's. */
  void failed(Throwable reason) {
    line("failed " + ForeignText.line(reason.toString(), LONGEST));
  }

  void block(Trial.Result result) {
    line(
        "block %s %s %s %s"
            .formatted(result.block(), result.right(), result.error(), result.allowed()));
  }

  /** A new round of blocks counts instead of those before. */
  void form(GraphForm form) {
    String portable =
        form.portable().stream().map(Operation::name).sorted().collect(Collectors.joining(","));
    line("form " + form.flavour() + " " + portable);
  }

  void speed(DeviceReport.Speed speed) {
    line("speed " + speed.convolution() + " " + speed.attention());
  }

  void done() {
    line("done");
  }

  private void line(String text) {
    out.println(MARK + text);
    out.flush();
  }

  /**
   * Reads what a process says to its end, whatever it says and however much: drivers print what
   * they like.
   *
   * @param lines gets a bounded number of bounded lines, all of them ours
   */
  static void readLines(java.io.Reader in, Consumer<String> lines) throws IOException {
    StringBuilder line = new StringBuilder();
    int count = 0;
    int next = in.read();
    while (next >= 0) {
      if (next != '\n') {
        if (line.length() < LONGEST_LINE) {
          line.append((char) next);
        }
      } else {
        if (line.indexOf(MARK) == 0 && count++ < MOST_LINES) {
          lines.accept(line.toString().strip());
        }
        line.setLength(0);
      }
      next = in.read();
    }
  }

  /** The other end: collects the lines. */
  static final class Reader {
    private final Device device;
    private GraphForm form;
    private final List<Trial.Result> results = new ArrayList<>();
    private DeviceReport.@Nullable Speed speed;
    private @Nullable String complaint;
    private @Nullable String failure;
    private String at = "start";
    private boolean done;

    Reader(Device device) {
      this.device = device;
      this.form = GraphForm.of(device);
    }

    /** Takes a line of ours; one that was cut says nothing. */
    void take(String line) {
      String[] words = line.substring(MARK.length()).split(" ", 2);
      String rest = words.length > 1 ? words[1] : "";
      try {
        switch (words[0]) {
          case "begin" -> at = ForeignText.line(rest, LONGEST);
          case "unusable" -> complaint = ForeignText.line(rest, LONGEST);
          case "failed" -> failure = ForeignText.line(rest, LONGEST);
          case "block" -> results.add(result(rest.split(" ", -1)));
          case "form" -> form(rest);
          case "speed" -> speed = speed(rest.split(" ", -1));
          case "done" -> done = true;
          default -> {}
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        System.getLogger(TrialLog.class.getName())
            .log(System.Logger.Level.DEBUG, "not understood: " + line, e);
      }
    }

    private static Trial.Result result(String... words) {
      return new Trial.Result(
          Block.valueOf(words[0]),
          Boolean.parseBoolean(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]));
    }

    private static DeviceReport.Speed speed(String... words) {
      return new DeviceReport.Speed(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    private void form(String rest) {
      String[] words = rest.split(" ", 2);
      Set<Operation> portable = EnumSet.noneOf(Operation.class);
      Arrays.stream(words.length > 1 ? words[1].split(",", -1) : new String[0])
          .filter(name -> !name.isEmpty())
          .map(Operation::valueOf)
          .forEach(portable::add);
      form = new GraphForm(Flavour.valueOf(words[0]), portable);
      results.clear();
    }

    /** Whether it said its last word. */
    boolean done() {
      return done;
    }

    /** A trial that came to its end. */
    Trial trial() {
      if (failure != null) {
        return Trial.failed(device, Trial.Outcome.NOT_TRIED, "", failure);
      }
      if (complaint != null) {
        return Trial.failed(device, Trial.Outcome.UNUSABLE, "", complaint);
      }
      boolean right = results.stream().allMatch(Trial.Result::right);
      return new Trial(
          device, right ? Trial.Outcome.WORKS : Trial.Outcome.WRONG, "", "", form, results, speed);
    }

    /** A trial that did not. */
    Trial ended(Trial.Outcome outcome, String detail) {
      return new Trial(device, outcome, at, detail, form, results, speed);
    }
  }
}
