package afterimage.catalog.download;

import afterimage.catalog.PublishedModel;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * The server that models are fetched from, as Hugging Face's own programs find it: {@code
 * HF_ENDPOINT} names a mirror, {@code HF_TOKEN} holds a secret for it.
 */
public final class HubEndpoint {
  private static final String USUAL = "https://huggingface.co";
  private static final String PATH_CHARACTERS = "[A-Za-z0-9._/+-]+";
  private static final String TOKEN_CHARACTERS = "[\\x21-\\x7e]+";

  private final String address;
  private final String token;

  private HubEndpoint(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** The one that an environment names. */
  public static HubEndpoint of(Map<String, String> environment) {
    String address = environment.getOrDefault("HF_ENDPOINT", "").strip();
    String token = environment.getOrDefault("HF_TOKEN", "").strip();
    return new HubEndpoint(address.isEmpty() ? USUAL : address, token);
  }

  /**
   * Where a model's file is.
   *
   * @throws EngineException if the environment names no web address
   */
  public RemoteFile fileOf(PublishedModel model) throws EngineException {
    String path = model.repository() + "/resolve/" + model.revisionOrMain() + "/" + model.file();
    if (!path.matches(PATH_CHARACTERS)) {
      throw new IllegalArgumentException(path);
    }
    URI file = base(path);
    return new RemoteFile(file, secrets(file), model.bytes(), model.sha256());
  }

  private URI base(String path) throws EngineException {
    try {
      URI base = new URI(address.replaceFirst("/+$", "") + "/" + path);
      boolean web = "https".equalsIgnoreCase(base.getScheme()) || isHttp(base);
      if (web && base.getHost() != null && base.getUserInfo() == null) {
        return base;
      }
    } catch (URISyntaxException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private EngineException unreadable() {
    return new EngineException(
        Messages.of("download.endpoint", address), Messages.of("download.endpoint.remedy"));
  }

  /** Nobody on the way may read it: without encryption it goes to this computer only. */
  private Map<String, String> secrets(URI file) {
    boolean here = file.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");
    return token.matches(TOKEN_CHARACTERS) && (here || !isHttp(file))
        ? Map.of("Authorization", "Bearer " + token)
        : Map.of();
  }

  private static boolean isHttp(URI address) {
    return "http".equalsIgnoreCase(address.getScheme());
  }
}
