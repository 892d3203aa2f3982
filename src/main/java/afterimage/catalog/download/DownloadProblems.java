package afterimage.catalog.download;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.message.Problem;
import afterimage.web.ProxyException;
import afterimage.web.RedirectException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What people are told of a download that fails. */
final class DownloadProblems {
  private static final double MEGABYTE = 1e6;
  private static final long FULL = 1 << 20;

  private final @Nullable RemoteFile remote;
  private final Path target;

  DownloadProblems(@Nullable RemoteFile remote, Path target) {
    this.remote = remote;
    this.target = target;
  }

  EngineException inUse(Throwable cause) {
    return failure(problem("download.inUse", "download.inUse.remedy", target.getFileName()), cause);
  }

  EngineException taken(@Nullable Throwable cause) {
    return failure(problem("download.taken", "download.taken.remedy", target), cause);
  }

  EngineException unwritable(Throwable cause) {
    return failure(
        problem("download.unwritable", "download.unwritable.remedy", target.getParent()), cause);
  }

  EngineException space(long needed, long free) {
    return failure(
        problem(
            "download.space",
            "download.space.remedy",
            target.getFileName(),
            Math.ceil(needed / MEGABYTE),
            Math.floor(free / MEGABYTE),
            target.getParent()),
        null);
  }

  /** The disk refuses: full, gone, or not to be written to. */
  EngineException ofDisk(IOException cause) {
    try {
      Path folder = Objects.requireNonNull(target.getParent());
      if (Files.getFileStore(folder).getUsableSpace() < FULL) {
        return failure(problem("download.full", "download.full.remedy", folder), cause);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return unwritable(cause);
  }

  /** The file that came has another digest. */
  EngineException wrong() {
    return failure(problem("download.wrong", "download.wrong.remedy", name()), null);
  }

  /** The server says that it has another file. */
  EngineException otherFile() {
    return failure(problem("download.other", "download.other.remedy", host(), name()), null);
  }

  EngineException otherSize() {
    return failure(problem("download.size", "download.other.remedy", host(), name()), null);
  }

  EngineException page(URI from) {
    return failure(problem("download.page", "download.page.remedy", from.getHost(), name()), null);
  }

  EngineException refused(int status) {
    return failure(
        switch (status) {
          case 401, 403 ->
              remote != null && !remote.secrets().isEmpty()
                  ? problem("download.denied", "download.denied.token.remedy", host(), status)
                  : problem("download.denied", "download.denied.remedy", host(), status);
          case 404, 410 ->
              problem("download.missing", "download.missing.remedy", host(), status, name());
          case 407 -> problem("download.proxyLogin", "download.proxyLogin.remedy", status);
          default -> problem("download.status", "download.kept.remedy", host(), status);
        },
        null);
  }

  EngineException busyFor(Duration wait) {
    return failure(
        problem("download.busyFor", "download.busyFor.remedy", host(), minutes(wait)), null);
  }

  private static long minutes(Duration wait) {
    return Math.ceilDiv(wait.toSeconds(), 60);
  }

  TryAgainException busy(int status, @Nullable Duration wait) {
    return new TryAgainException(
        problem("download.status", "download.kept.remedy", host(), status), wait, null);
  }

  TryAgainException empty() {
    return again("download.empty", null);
  }

  TryAgainException unusable() {
    return again("download.unusable", null);
  }

  TryAgainException cut(@Nullable Throwable cause) {
    return again("download.cut", cause);
  }

  TryAgainException silent(Throwable cause) {
    return again("download.silent", cause);
  }

  /**
   * Nobody answered.
   *
   * @throws EngineException if the next try would end the same
   */
  TryAgainException ofNetwork(IOException e) throws EngineException {
    if (e instanceof RedirectException redirect) {
      throw failure(
          redirect.kind() == RedirectException.Kind.UNSAFE
              ? problem("download.redirect", "download.redirect.remedy", host(), redirect.target())
              : problem("download.redirects", "download.kept.remedy", host()),
          e);
    }
    if (e instanceof ProxyException) {
      throw failure(problem("download.proxy", "download.proxy.remedy", e.getMessage()), e);
    }
    if (isOfCertificate(e)) {
      throw failure(problem("download.unsafe", "download.unsafe.remedy", host()), e);
    }
    return switch (e) {
      case ConnectException _ -> again("download.unreachable", e);
      case UnknownHostException _ -> again("download.unreachable", e);
      case HttpTimeoutException _ -> again("download.silent", e);
      default -> again("download.cut", e);
    };
  }

  private static boolean isOfCertificate(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  private TryAgainException again(String key, @Nullable Throwable cause) {
    return new TryAgainException(problem(key, "download.kept.remedy", host(), name()), cause);
  }

  private String name() {
    return String.valueOf(target.getFileName());
  }

  private String host() {
    return remote == null ? "" : String.valueOf(remote.address().getHost());
  }

  private static Problem problem(String what, String remedy, @Nullable Object... values) {
    Object[] shown = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      shown[i] = Objects.requireNonNullElse(values[i], "");
    }
    return new Problem(Messages.of(what, shown), Messages.of(remedy, shown));
  }

  private static EngineException failure(Problem problem, @Nullable Throwable cause) {
    return new EngineException(problem, cause);
  }
}
