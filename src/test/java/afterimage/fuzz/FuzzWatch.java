package afterimage.fuzz;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks every second whether an input hangs, and tells where, before it ends the process. */
final class FuzzWatch {
  private static final long MAX_SECONDS = 60;
  private static final int ENDED = 70;

  private final FuzzFindings findings;

  /** What runs now. */
  private record Run(byte[] input, Thread thread, long start) {}

  private volatile @Nullable Run run;

  FuzzWatch(FuzzFindings findings) {
    this.findings = findings;
    Thread.ofPlatform().daemon(true).name("fuzz-watch").start(this::watch);
  }

  void begin(byte[] input) {
    run = new Run(input, Thread.currentThread(), System.nanoTime());
  }

  void end() {
    run = null;
  }

  @SuppressWarnings("ReferenceEquality") // the very same run, told once
  private void watch() {
    Run told = null;
    while (true) {
      try {
        Thread.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        return;
      }
      Run now = run;
      if (now != null && now != told && seconds(now) > MAX_SECONDS) {
        told = now;
        findings.addHanging(now.input, now.thread.getStackTrace());
      } else if (now != null && seconds(now) > 2 * MAX_SECONDS) {
        // Nothing else can end it. The build fails, and the figures say that this kind has not
        // ended.
        Runtime.getRuntime().halt(ENDED);
      }
    }
  }

  private static long seconds(Run run) {
    return Duration.ofNanos(System.nanoTime() - run.start).toSeconds();
  }
}
