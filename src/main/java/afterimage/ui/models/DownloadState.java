package afterimage.ui.models;

import afterimage.catalog.download.DownloadProgress;
import afterimage.message.Problem;
import java.nio.file.Path;

/** Where the download of a model stands. */
sealed interface DownloadState {
  /** Nothing of it is there. */
  record Absent() implements DownloadState {}

  /**
   * It was stopped, now or in an earlier session.
   *
   * @param bytes that are there
   */
  record Paused(long bytes) implements DownloadState {}

  /** It comes. */
  record Running(DownloadProgress progress) implements DownloadState {}

  /**
   * It failed.
   *
   * @param bytes that are there
   */
  record Failed(Problem problem, long bytes) implements DownloadState {}

  /** It is there. */
  record There(Path file) implements DownloadState {}

  /** What is on the disk, as far as nobody fetches it. */
  static DownloadState of(boolean there, Path place, long kept) {
    if (there) {
      return new There(place);
    }
    return kept > 0 ? new Paused(kept) : new Absent();
  }
}
