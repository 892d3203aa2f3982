package afterimage.cli;

import afterimage.engine.RefineListener;
import afterimage.message.ForeignText;
import java.util.Locale;

/**
 * Tells how one picture goes: a bar that redraws itself on a terminal, elsewhere a plain line from
 * time to time.
 */
final class Progress implements RefineListener {
  private static final int BAR = 24;
  private static final int MAX_LENGTH = 120;
  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

  private final ConsoleWriter err;
  private final boolean terminal;
  private final String label;
  private final Messages messages;
  private long lastPlain = System.nanoTime();
  private long firstStep;
  private int drawn;

  /**
   * @param label what to call the picture, its number included
   */
  Progress(ConsoleWriter err, boolean terminal, String label, Messages messages) {
    this.err = err;
    this.terminal = terminal;
    this.label = ForeignText.line(label, MAX_LENGTH);
    this.messages = messages;
  }

  @Override
  public void phase(Phase phase) {
    if (phase == Phase.DENOISING) {
      firstStep = System.nanoTime();
    }
    String text =
        switch (phase) {
          case LOADING_MODEL -> "loading the model";
          case ENCODING_PROMPT -> "encoding the prompt";
          case ENCODING_PICTURE -> "encoding the picture";
          case DENOISING -> "refining";
          case DECODING -> "decoding";
        };
    tell(text, false);
  }

  @Override
  public void step(int step, int steps) {
    long spent = System.nanoTime() - firstStep;
    String left = step == steps ? "" : ", " + duration(spent / step * (steps - step)) + " left";
    if (terminal) {
      int full = BAR * step / steps;
      String bar = "#".repeat(full) + "-".repeat(BAR - full);
      tell("[%s] step %d/%d%s".formatted(bar, step, steps, left), false);
    } else {
      tell("step %d/%d%s".formatted(step, steps, left), step == steps);
    }
  }

  @Override
  public void notice(String message) {
    clear();
    messages.notice(message);
  }

  /** Takes the bar away. */
  void clear() {
    if (drawn > 0) {
      err.undraw(drawn);
      drawn = 0;
    }
  }

  private void tell(String text, boolean last) {
    String line = label + ": " + text;
    if (terminal) {
      err.redraw(line, drawn);
      drawn = line.length();
      return;
    }
    long now = System.nanoTime();
    if (!last && now - lastPlain > PLAIN_INTERVAL_NANOS) {
      lastPlain = now;
      err.println(line);
      err.flush();
    }
  }

  private static String duration(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    if (seconds < 60) {
      return seconds + " s";
    }
    return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }
}
