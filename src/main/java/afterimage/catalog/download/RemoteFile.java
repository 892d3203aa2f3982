package afterimage.catalog.download;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file on a server.
 *
 * @param address where it is
 * @param secrets headers for that server alone
 * @param bytes its size, or null where nobody knows
 * @param sha256 its digest in hexadecimal, or null where nobody knows
 */
public record RemoteFile(
    URI address, Map<String, String> secrets, @Nullable Long bytes, @Nullable String sha256) {

  public RemoteFile {
    secrets = Map.copyOf(secrets);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return address.toString();
  }
}
