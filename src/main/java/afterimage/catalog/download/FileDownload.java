package afterimage.catalog.download;

import afterimage.catalog.PublishedFile;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.file.AtomicFile;
import afterimage.file.FileClaim;
import afterimage.web.Reach;
import afterimage.web.WebClient;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file. What came stays beside its place when it is interrupted, by whatever, and the
 * next run goes on from there; in its place appears only the whole file, of the right size and
 * digest. Blocks: not for the FX thread.
 */
public final class FileDownload {
  private final RemoteFile remote;
  private final Path target;
  private final Inspection inspection;
  private final RetryPolicy policy;
  private final WebClient.Reaches reaches;
  private final DownloadProblems problems;

  /** Looks into the whole file before it is put into its place. */
  @FunctionalInterface
  public interface Inspection {
    /**
     * Looks into a file.
     *
     * @throws EngineException if it is not what it should be
     */
    void require(Path file) throws EngineException;
  }

  /**
   * @param remote what to fetch
   * @param target where to, on a disk with enough space; its folder is made where it is missing
   * @param inspection looks into it
   * @param policy tells when to try again
   */
  public FileDownload(RemoteFile remote, Path target, Inspection inspection, RetryPolicy policy) {
    this(remote, target, inspection, policy, Reach::of);
  }

  FileDownload(
      RemoteFile remote,
      Path target,
      Inspection inspection,
      RetryPolicy policy,
      WebClient.Reaches reaches) {
    this.remote = remote;
    this.target = target.toAbsolutePath();
    this.inspection = inspection;
    this.policy = policy;
    this.reaches = reaches;
    this.problems = new DownloadProblems(remote, this.target);
  }

  /** How many bytes of a file are there from earlier runs; 0 if none are, or all. */
  public static long kept(Path target) {
    try {
      return Files.size(PartialFile.of(target));
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Removes what is there of a file that is not whole.
   *
   * @throws EngineException if somebody is fetching it, or the disk refuses
   */
  public static void discard(Path target) throws EngineException {
    DownloadProblems problems = new DownloadProblems(null, target);
    try (FileClaim _ = FileClaim.claim(PartialFile.of(target))) {
      PartialFile.remove(target);
      removeLock(target);
    } catch (FileClaim.HeldException e) {
      throw problems.inUse(e);
    } catch (IOException e) {
      throw problems.unwritable(e);
    }
  }

  /**
   * Fetches the file, unless it is there.
   *
   * @param listener told how far it is, on this thread, several times a second at most
   * @param cancellation stops it; what came is kept
   * @return where the file is
   * @throws EngineException if it cannot be had; what came is kept unless it is wrong
   * @throws CancelledException if it was stopped
   */
  public Path run(Consumer<DownloadProgress> listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    try {
      Path folder = Objects.requireNonNull(target.getParent());
      AtomicFile.createFolders(folder, AtomicFile.Access.SHARED);
      try (FileClaim _ = FileClaim.claim(PartialFile.of(target))) {
        try {
          if (isThere()) {
            PartialFile.remove(target);
          } else {
            fetch(listener, cancellation);
          }
        } finally {
          if (!Files.exists(PartialFile.of(target))) {
            removeLock(target);
          }
        }
        return target;
      }
    } catch (FileClaim.HeldException e) {
      throw problems.inUse(e);
    } catch (FileAlreadyExistsException e) {
      throw problems.taken(e);
    } catch (IOException e) {
      throw problems.ofDisk(e);
    }
  }

  /** While the claim is held, and only where there is nothing half there. */
  private static void removeLock(Path target) {
    Path part = PartialFile.of(target);
    try {
      Files.deleteIfExists(part.resolveSibling(part.getFileName() + ".lock"));
    } catch (IOException e) {
      System.getLogger(FileDownload.class.getName())
          .log(System.Logger.Level.DEBUG, "an empty file stays beside " + target, e);
    }
  }

  /** Whether an earlier run ended well. An empty file is what a kill can leave in the place. */
  private boolean isThere() throws IOException, EngineException {
    if (!Files.exists(target)) {
      return false;
    }
    if (Files.isRegularFile(target) && Files.size(target) == 0) {
      Files.delete(target);
      return false;
    }
    Long bytes = remote.bytes();
    String sha256 = remote.sha256();
    boolean other =
        !Files.isRegularFile(target)
            || (bytes != null && Files.size(target) != bytes)
            || (sha256 != null && !sha256.equals(PublishedFile.sha256(target)));
    if (other) {
      throw problems.taken(null);
    }
    return true;
  }

  private void fetch(Consumer<DownloadProgress> listener, Cancellation cancellation)
      throws IOException, EngineException, CancelledException {
    try (PartialFile part = PartialFile.open(target);
        WebClient client = new WebClient(reaches);
        Cancellation.Hook _ = cancellation.onCancel(client::close)) {
      Telling telling = new Telling(listener, remote.bytes());
      if (!part.digestAll(done -> telling.checking(done) && !cancellation.isCancelled())) {
        throw new CancelledException();
      }
      Transfer transfer = new Transfer(remote, part, policy, problems, telling);
      bring(transfer, part, client, telling, cancellation);
      part.moveTo(target);
    }
  }

  /** Tries until all is there and right. */
  private void bring(
      Transfer transfer,
      PartialFile part,
      WebClient client,
      Telling telling,
      Cancellation cancellation)
      throws IOException, EngineException, CancelledException {
    int vain = 0;
    boolean wrongBefore = false;
    while (true) {
      cancellation.throwIfCancelled();
      long before = part.length();
      try {
        transfer.run(client, cancellation);
        if (isRight(part, transfer.sha256())) {
          inspect(part);
          return;
        }
        boolean mixed = transfer.isMixed();
        transfer.beginAnew();
        if (!mixed || wrongBefore) {
          throw problems.wrong();
        }
        // Put together of several answers, or by an earlier run: another whole one may be right.
        wrongBefore = true;
      } catch (TryAgainException e) {
        vain = part.length() > before ? 0 : vain + 1;
        if (vain >= policy.attempts()) {
          throw new EngineException(e.problem(), e);
        }
        telling.waiting(part.length());
        await(pause(e, vain), cancellation);
      }
    }
  }

  private Duration pause(TryAgainException e, int vain) {
    Duration asked = e.pause();
    return asked == null ? policy.waitAfter(Math.max(1, vain)) : asked;
  }

  private static boolean isRight(PartialFile part, @Nullable String sha256) throws IOException {
    return sha256 == null || (part.digestAll(_ -> true) && sha256.equals(part.digestInHex()));
  }

  private void inspect(PartialFile part) throws IOException, EngineException {
    try {
      inspection.require(part.path());
    } catch (EngineException e) {
      part.clear();
      throw e;
    }
  }

  private static void await(Duration pause, Cancellation cancellation) throws CancelledException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Cancellation.Hook _ = cancellation.onCancel(stopped::countDown)) {
      if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CancelledException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }
}
