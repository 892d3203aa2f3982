package afterimage.catalog.download;

import afterimage.web.Answer;
import java.time.Duration;

/** Ends an answer of which nothing came for a while: Java's client would wait for ever. */
final class SilenceWatch implements AutoCloseable {
  private static final int LOOKS = 4;

  private final Answer answer;
  private final Duration silence;
  private final Thread thread;
  private volatile long heard = System.nanoTime();
  private volatile boolean over;

  SilenceWatch(Answer answer, Duration silence) {
    this.answer = answer;
    this.silence = silence;
    this.thread = Thread.ofVirtual().name("download-watch").start(this::watch);
  }

  /** Something came. */
  void heard() {
    heard = System.nanoTime();
  }

  /** Whether it ended the answer. */
  boolean isOver() {
    return over;
  }

  private void watch() {
    try {
      while (System.nanoTime() - heard < silence.toNanos()) {
        Thread.sleep(silence.dividedBy(LOOKS));
      }
      over = true;
      answer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
