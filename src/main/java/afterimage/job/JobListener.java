package afterimage.job;

import afterimage.engine.PreviewFrame;

/** Hears of a job, on the inference thread or the thread that cancels; must return fast. */
public interface JobListener {

  /** The job has entered {@code state}; nothing follows a final one. */
  default void changed(Job job, JobState state) {}

  /** What the job's picture will look like, as far as its last step can tell. */
  default void preview(Job job, PreviewFrame frame) {}

  /** Something that the user should know but that stops nothing, as one sentence. */
  default void notice(Job job, String message) {}
}
