package afterimage.onnx.device;

import afterimage.file.FolderRemoval;
import afterimage.process.ChildProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tries devices, each in a process of its own that is ended when it takes too long.
 *
 * @param start makes the process
 * @param silence how long it may say nothing
 * @param whole how long it may take altogether
 */
record Trials(Start start, Duration silence, Duration whole) {
  private static final System.Logger LOG = System.getLogger(Trials.class.getName());

  /** What comes after the last line; no line is empty. */
  private static final String END = "";

  /** This program in another process; drivers compile for half a minute where they are slow. */
  Trials() {
    this(
        (arguments, folder) ->
            ChildProgram.of(TrialProcess.class, TrialProcess.COMMAND, arguments, folder),
        Duration.ofSeconds(60),
        Duration.ofMinutes(4));
  }

  /** Makes a process of what it is told to do, in a folder; nothing if that cannot be done. */
  interface Start {
    Optional<ProcessBuilder> of(List<String> arguments, Path folder);
  }

  /** Tries a device. Whatever it does, this returns. */
  Trial run(TrialProcess.Order order) {
    try {
      Path folder = Files.createTempDirectory("device-trial-");
      try {
        Optional<ProcessBuilder> builder = start.of(order.arguments(), folder);
        return builder.isPresent()
            ? run(order, builder.get().redirectError(folder.resolve("stderr").toFile()))
            : notTried(order, "no Java");
      } finally {
        FolderRemoval.remove(folder);
      }
    } catch (IOException e) {
      return notTried(order, String.valueOf(e.getMessage()));
    }
  }

  private static Trial notTried(TrialProcess.Order order, String why) {
    return Trial.failed(order.device(), Trial.Outcome.NOT_TRIED, "", why);
  }

  private Trial run(TrialProcess.Order order, ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    TrialLog.Reader reader = new TrialLog.Reader(order.device());
    try (OutputStream _ = process.getOutputStream()) {
      BlockingQueue<String> lines = linesOf(process);
      long end = System.nanoTime() + whole.toNanos();
      while (true) {
        long left = Math.min(silence.toNanos(), end - System.nanoTime());
        String line = lines.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
        if (line == null) {
          Duration waited = end - System.nanoTime() <= 0 ? whole : silence;
          return reader.ended(Trial.Outcome.HUNG, Long.toString(waited.toSeconds()));
        }
        if (line.equals(END)) {
          return reader.ended(Trial.Outcome.CRASHED, Integer.toString(process.waitFor()));
        }
        LOG.log(System.Logger.Level.DEBUG, line);
        reader.take(line);
        if (reader.done()) {
          return reader.trial();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notTried(order, "interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      awaitEnd(process);
    }
  }

  private static BlockingQueue<String> linesOf(Process process) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .name("device-trial")
        .start(
            () -> {
              try (Reader in = process.inputReader()) {
                TrialLog.readLines(in, lines::add);
              } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a trial's output ended", e);
              }
              lines.add(END);
            });
    return lines;
  }

  /** Its files can be removed only when it is gone; one that a driver holds is not waited for. */
  private static void awaitEnd(Process process) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "process " + process.pid() + " cannot be ended");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
