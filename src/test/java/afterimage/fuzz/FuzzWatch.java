package afterimage.fuzz;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks every second whether an input takes too long, and tells where it hangs. */
final class FuzzWatch {
  /** No input of ours is so large that it may take longer. */
  static final long MOST_SECONDS = 10;

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

  private void watch() {
    Run told = null;
    while (true) {
      try {
        Thread.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        return;
      }
      Run now = run;
      if (now != null && now != told && seconds(now) > MOST_SECONDS) {
        told = now;
        findings.addLate(now.input, now.thread.getStackTrace());
      }
    }
  }

  private static long seconds(Run run) {
    return Duration.ofNanos(System.nanoTime() - run.start).toSeconds();
  }
}
