package afterimage.job;

import afterimage.onnx.OnnxEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A program that works on a journalled queue until somebody kills it. Notes what it begins in a
 * file and tells on standard output how it goes. Argument: the folder.
 */
public final class CrashingProgram {
  private CrashingProgram() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path begun = folder.resolve("begun.txt");
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"));
        JournalledQueue queue = JournalledQueue.open(new JobQueue(engine), folder, "test")) {
      System.out.println("open");
      for (QueueItem item : queue.waiting()) {
        Job job = queue.again(item, new Noting(begun, item.id()));
        while (!job.state().isFinal()) {
          Thread.sleep(1);
        }
        System.out.println("ended " + item.id() + " " + job.state());
      }
    }
    System.out.println("all done");
  }

  private record Noting(Path file, String id) implements JobListener {
    @Override
    public void changed(Job job, JobState state) {
      if (state instanceof JobState.Running(var phase, int step, int steps, var left)
          && step == 1) {
        try {
          Files.writeString(file, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          System.out.println("begun " + id);
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }
}
