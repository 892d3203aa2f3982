package afterimage.catalog.download;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.web.Answer;
import afterimage.web.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what is missing of a file, and writes what comes. The part that is there is gone on with
 * if the server says that it belongs to the same version of the file, or if the file's digest is
 * known, which will tell in the end. Else the server sends all of it, and as much of the part stays
 * as it has in common with that.
 */
final class Transfer {
  private static final int BUFFER = 1 << 17;

  /** For the files that the program itself writes meanwhile. */
  private static final long SPARE_BYTES = 64L << 20;

  private final RemoteFile remote;
  private final PartialFile part;
  private final RetryPolicy policy;
  private final DownloadProblems problems;
  private final Telling telling;
  private final AnswerCheck check;
  private @Nullable String sha256;
  private int answers;

  /** The server takes this mark for no version that it has, though the digest is the same. */
  private @Nullable String refused;

  /** The server sent another part than it was asked for. */
  private boolean whole;

  Transfer(
      RemoteFile remote,
      PartialFile part,
      RetryPolicy policy,
      DownloadProblems problems,
      Telling telling) {
    this.remote = remote;
    this.part = part;
    this.policy = policy;
    this.problems = problems;
    this.telling = telling;
    this.check = new AnswerCheck(remote, problems, policy);
    this.sha256 =
        remote.sha256() != null
            ? remote.sha256()
            : part.state().map(PartialFile.State::sha256).orElse(null);
    this.answers = part.length() > 0 ? 1 : 0;
  }

  /** The whole file's digest as far as it is known, or null. */
  @Nullable String sha256() {
    return sha256;
  }

  /** Whether what is there came by more than one answer. */
  boolean isMixed() {
    return answers > 1;
  }

  /** Throws away what is there. */
  void beginAnew() throws IOException {
    part.clear();
    sha256 = remote.sha256();
    answers = 0;
    refused = null;
    whole = false;
  }

  /**
   * Brings what is missing.
   *
   * @throws TryAgainException if it may be better the next time
   * @throws EngineException if it will not
   * @throws IOException if the disk refuses
   */
  void run(WebClient client, Cancellation cancellation)
      throws IOException, EngineException, TryAgainException, CancelledException {
    Long bytes = remote.bytes();
    if (bytes != null && part.length() > bytes) {
      beginAnew();
    }
    boolean complete = bytes != null && part.length() == bytes;
    while (!complete) {
      requireSpace(bytes);
      telling.connecting(part.length());
      Range range = range();
      try (Answer answer = ask(range, client, cancellation)) {
        complete = isTaken(range, answer, cancellation);
      }
    }
  }

  /**
   * What to ask for.
   *
   * @param from the first byte; 0 for the whole file
   * @param validator of the version that it must be, or null
   */
  private record Range(long from, @Nullable String validator) {
    static final Range WHOLE = new Range(0, null);
  }

  private Range range() {
    PartialFile.State state = part.state().orElse(null);
    if (part.length() == 0 || state == null || whole) {
      return Range.WHOLE;
    }
    String validator =
        state.address().equals(remote.address().toString()) ? state.validator() : null;
    if (validator != null && !validator.equals(refused)) {
      return new Range(part.length(), validator);
    }
    return isPinned() ? new Range(part.length(), null) : Range.WHOLE;
  }

  /** Whether a digest tells in the end that what is there belongs to the file. */
  private boolean isPinned() {
    return sha256 != null
        && part.state().map(PartialFile.State::sha256).filter(sha256::equals).isPresent();
  }

  private Answer ask(Range range, WebClient client, Cancellation cancellation)
      throws EngineException, TryAgainException, CancelledException {
    Map<String, String> headers = new HashMap<>();
    if (range.from > 0) {
      headers.put("Range", "bytes=" + range.from + "-");
      if (range.validator != null) {
        headers.put("If-Range", range.validator);
      }
    }
    try {
      return client.get(
          new WebClient.Request(remote.address(), headers, remote.secrets(), policy.answer()));
    } catch (IOException e) {
      cancellation.throwIfCancelled();
      throw problems.ofNetwork(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  /** Whether the file is complete then; if not, another question will help at once. */
  private boolean isTaken(Range range, Answer answer, Cancellation cancellation)
      throws IOException, EngineException, TryAgainException, CancelledException {
    switch (answer.status()) {
      case AnswerCheck.OK -> {
        AnswerCheck.Facts facts = check.ofWhole(answer);
        learn(facts);
        if (range.validator != null && isPinned()) {
          refused = range.validator;
          return false;
        }
        receive(answer, 0, facts, cancellation);
      }
      case AnswerCheck.PARTIAL -> {
        AnswerCheck.Facts facts = check.ofPart(answer).orElse(null);
        boolean asked =
            facts != null
                && range.from > 0
                && facts.first() == range.from
                && facts.isOf(range.validator)
                && (facts.sha256() == null || sha256 == null || facts.sha256().equals(sha256));
        if (facts == null || !asked) {
          whole = true;
          throw problems.unusable();
        }
        learn(facts);
        receive(answer, range.from, facts, cancellation);
      }
      case AnswerCheck.NOTHING_THERE -> {
        if (range.from == 0 || check.lengthOfNothing(answer) != part.length()) {
          whole = true;
          throw problems.unusable();
        }
      }
      default -> throw check.refusal(answer);
    }
    return true;
  }

  private void learn(AnswerCheck.Facts facts) {
    if (remote.sha256() == null && facts.sha256() != null) {
      sha256 = facts.sha256();
    }
    telling.knowsTotal(facts.total());
  }

  /** Writes what comes behind what is there; what is there already is compared. */
  private void receive(Answer answer, long from, AnswerCheck.Facts facts, Cancellation cancellation)
      throws IOException, EngineException, TryAgainException, CancelledException {
    requireSpace(facts.total());
    PartialFile.State state =
        new PartialFile.State(remote.address().toString(), facts.validator(), sha256);
    if (from == part.length()) {
      part.adopt(state);
    }
    answers++;
    long end = facts.total() == null ? Long.MAX_VALUE : facts.total();
    long at = from;
    byte[] buffer = new byte[BUFFER];
    try (SilenceWatch watch = new SilenceWatch(answer, policy.silence())) {
      for (int read = read(answer, buffer, watch, cancellation);
          read >= 0 && at < end;
          read = read(answer, buffer, watch, cancellation)) {
        int count = (int) Math.min(read, end - at);
        put(buffer, count, at, state);
        at += count;
        if (count < read && sha256 == null) {
          beginAnew();
          throw problems.otherSize();
        }
        telling.receiving(part.length());
      }
    }
    if (facts.total() != null && at < end) {
      throw problems.cut(null);
    }
    if (at < part.length()) {
      part.truncate(at);
      part.adopt(state);
    }
  }

  private void put(byte[] buffer, int count, long at, PartialFile.State state) throws IOException {
    int there = (int) Math.min(count, part.length() - at);
    int same = there == 0 ? 0 : part.same(at, buffer, there);
    if (same < there) {
      part.truncate(at + same);
    }
    if (at + same == part.length()) {
      part.adopt(state);
    }
    if (same < count && at + same == part.length()) {
      part.append(buffer, same, count - same);
      whole = false;
    }
  }

  private int read(Answer answer, byte[] buffer, SilenceWatch watch, Cancellation cancellation)
      throws EngineException, TryAgainException, CancelledException {
    try {
      int read = answer.body().read(buffer);
      watch.heard();
      cancellation.throwIfCancelled();
      return read;
    } catch (IOException e) {
      cancellation.throwIfCancelled();
      throw watch.isOver() ? problems.silent(e) : problems.cut(e);
    }
  }

  private void requireSpace(@Nullable Long bytes) throws IOException, EngineException {
    if (bytes == null) {
      return;
    }
    long missing = bytes - part.length() + SPARE_BYTES;
    Path folder = Objects.requireNonNull(part.path().getParent());
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < missing) {
      throw problems.space(missing, free);
    }
  }
}
