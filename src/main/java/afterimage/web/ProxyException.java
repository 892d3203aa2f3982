package afterimage.web;

import java.io.IOException;

/** The user's proxy is of a kind that is not supported, and nothing goes around it. */
public final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  ProxyException(String proxy) {
    super(proxy);
  }
}
