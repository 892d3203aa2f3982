package afterimage.catalog.download;

import afterimage.engine.EngineException;
import afterimage.web.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a server's answer can be the file, by what it says before the first byte. */
final class AnswerCheck {
  static final int OK = 200;
  static final int PARTIAL = 206;
  static final int NOTHING_THERE = 416;

  private static final String LINKED_DIGEST = "X-Linked-ETag";
  private static final String LINKED_SIZE = "X-Linked-Size";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PART =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_PART =
      Pattern.compile("bytes \\*/(\\d{1,18})", Pattern.CASE_INSENSITIVE);

  private final RemoteFile remote;
  private final DownloadProblems problems;
  private final RetryPolicy policy;

  AnswerCheck(RemoteFile remote, DownloadProblems problems, RetryPolicy policy) {
    this.remote = remote;
    this.problems = problems;
    this.policy = policy;
  }

  /**
   * What an answer says.
   *
   * @param first the first byte that it sends
   * @param total of the whole file, or null if nobody knows
   * @param validator of this version, or null
   * @param sha256 of the whole file by the server's word, or null
   */
  record Facts(
      long first, @Nullable Long total, @Nullable String validator, @Nullable String sha256) {

    /** Whether it may be of a version; a server that gives no mark has none to contradict. */
    boolean isOf(@Nullable String version) {
      return version == null || validator == null || version.equals(validator);
    }
  }

  /**
   * Reads an answer with the whole file.
   *
   * @throws EngineException if it is something else
   * @throws TryAgainException if it is nothing
   */
  Facts ofWhole(Answer answer) throws EngineException, TryAgainException {
    requireFile(answer);
    OptionalLong length = answer.length();
    if (length.isPresent() && length.getAsLong() == 0) {
      throw problems.empty();
    }
    return facts(answer, 0, length);
  }

  /**
   * Reads an answer with a part.
   *
   * @return nothing if it does not say which part
   * @throws EngineException if it is of something else
   */
  Optional<Facts> ofPart(Answer answer) throws EngineException, TryAgainException {
    requireFile(answer);
    Matcher range = PART.matcher(answer.header("Content-Range").orElse("").strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    OptionalLong total =
        range.group(2).equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(range.group(2)));
    return Optional.of(facts(answer, Long.parseLong(range.group(1)), total));
  }

  /** How long the file is of which there is nothing more to send; -1 if that is not told. */
  long lengthOfNothing(Answer answer) {
    Matcher range = NO_PART.matcher(answer.header("Content-Range").orElse("").strip());
    long length = range.matches() ? Long.parseLong(range.group(1)) : -1;
    return remote.bytes() == null || remote.bytes() == length ? length : -1;
  }

  private void requireFile(Answer answer) throws EngineException, TryAgainException {
    String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      throw problems.page(answer.from());
    }
    String encoding = answer.header("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw problems.unusable();
    }
  }

  private Facts facts(Answer answer, long first, OptionalLong told) throws EngineException {
    OptionalLong linked = answer.firstNumber(LINKED_SIZE);
    Long total = remote.bytes();
    for (OptionalLong said : new OptionalLong[] {linked, told}) {
      if (said.isPresent() && total != null && said.getAsLong() != total) {
        throw problems.otherSize();
      }
      total = said.isPresent() ? Long.valueOf(said.getAsLong()) : total;
    }
    String digest = digest(answer);
    if (digest != null && remote.sha256() != null && !digest.equals(remote.sha256())) {
      throw problems.otherFile();
    }
    return new Facts(first, total, validator(answer), digest);
  }

  /** Of the server that was asked: the one that it sends on to marks versions as it likes. */
  private static @Nullable String digest(Answer answer) {
    String mark = answer.firstHeader(LINKED_DIGEST).orElse("").strip();
    String bare = mark.replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT);
    return DIGEST.matcher(bare).matches() ? bare : null;
  }

  /** A weak mark is of versions that only mean the same. */
  private static @Nullable String validator(Answer answer) {
    String mark = answer.header("ETag").orElse("").strip();
    return mark.startsWith("\"") && mark.endsWith("\"") && mark.length() > 2 ? mark : null;
  }

  /**
   * What people are told of a status that is none of the good ones.
   *
   * @throws EngineException if it will be the same the next time
   */
  TryAgainException refusal(Answer answer) throws EngineException {
    int status = answer.status();
    boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
    if (!passing) {
      throw problems.refused(status);
    }
    Duration wait = retryAfter(answer);
    if (wait != null && wait.compareTo(policy.longest()) > 0) {
      throw problems.busyFor(wait);
    }
    return problems.busy(status, wait);
  }

  /** In seconds, or as a time on the server's own clock. */
  private static @Nullable Duration retryAfter(Answer answer) {
    String value = answer.header("Retry-After").orElse("").strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    Instant then = time(value);
    Instant now = time(answer.header("Date").orElse(""));
    return then == null || now == null || then.isBefore(now) ? null : Duration.between(now, then);
  }

  private static @Nullable Instant time(String header) {
    try {
      return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
