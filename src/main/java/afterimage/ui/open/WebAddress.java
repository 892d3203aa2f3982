package afterimage.ui.open;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.input.Clipboard;
import org.jspecify.annotations.Nullable;

/** The address of a picture in what a browser lets go of or copies: HTTP and HTTPS only. */
public final class WebAddress {
  private static final Pattern IMAGE =
      Pattern.compile(
          "<img\\b[^<>]*?\\ssrc\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("<[^<>]*+>");

  /** What browsers forgive in an address and {@link URI} does not. */
  private static final Pattern UNESCAPED = Pattern.compile("[ \"<>\\\\^`{|}]");

  private WebAddress() {}

  /**
   * The address that a drag or the clipboard holds. An image inside HTML counts more than the
   * address beside it, which is the link's where the image is one.
   */
  public static Optional<URI> in(Clipboard board) {
    return Stream.of(
            board.hasHtml() ? imageIn(board.getHtml()) : Optional.<URI>empty(),
            board.hasUrl() ? first(board.getUrl()) : Optional.<URI>empty(),
            board.hasString() ? of(board.getString()) : Optional.<URI>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A single address, with nothing around it but space. */
  static Optional<URI> of(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String stripped = text.strip();
    String escaped =
        UNESCAPED
            .matcher(stripped)
            .replaceAll(
                found ->
                    // A form's plus is no space in a path.
                    URLEncoder.encode(found.group(), StandardCharsets.UTF_8).replace("+", "%20"));
    try {
      URI uri = new URI(escaped);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The first address of a list as {@code text/uri-list} has it. */
  static Optional<URI> first(@Nullable String list) {
    return list == null
        ? Optional.empty()
        : list.lines()
            .filter(line -> !line.startsWith("#"))
            .map(WebAddress::of)
            .flatMap(Optional::stream)
            .findFirst();
  }

  /** The image that HTML consists of; nothing if there is text around it. */
  static Optional<URI> imageIn(@Nullable String html) {
    if (html == null || !TAG.matcher(html).replaceAll("").isBlank()) {
      return Optional.empty();
    }
    Matcher image = IMAGE.matcher(html);
    if (!image.find()) {
      return Optional.empty();
    }
    return Stream.of(1, 2, 3)
        .map(image::group)
        .filter(group -> group != null)
        .findFirst()
        .flatMap(address -> of(address.replace("&amp;", "&")));
  }

  /** What a picture from there is called: the last part of its path, else the host. */
  public static String name(URI address) {
    String path = String.valueOf(address.getPath());
    String last = path.substring(path.lastIndexOf('/') + 1).strip();
    return last.isEmpty() ? address.getHost() : last;
  }
}
