package afterimage.image;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an XMP packet says of a video or of pictures behind a JPEG's own: Google's motion photos and
 * containers, Adobe's and Apple's gain maps. No result has them, so that no result may say so.
 *
 * @param video whether it tells of a motion photo
 * @param packet without all that
 */
record LinkedMedia(boolean video, byte[] packet) {
  private static final String CAMERA = "http://ns.google.com/photos/1.0/camera/";
  private static final List<String> VIDEO = List.of("MotionPhoto", "MicroVideo");
  private static final List<String> NAMESPACES =
      List.of(
          "http://ns.google.com/photos/1.0/container/",
          "http://ns.adobe.com/hdr-gain-map/1.0/",
          "http://ns.apple.com/HDRGainMap/1.0/");

  /** Looks at a packet. */
  static LinkedMedia in(byte[] packet) {
    String text = XmpText.of(packet, StandardCharsets.UTF_8);
    boolean any = text.contains(CAMERA) || NAMESPACES.stream().anyMatch(text::contains);
    XmpProperties properties = any ? XmpProperties.of(text) : null;
    if (properties == null) {
      return new LinkedMedia(false, packet);
    }
    boolean video =
        VIDEO.stream()
            .anyMatch(name -> properties.text(new XmpProperties.Name(CAMERA, name)).equals("1"));
    boolean removed =
        properties.removeIf(
            name ->
                NAMESPACES.contains(name.namespace())
                    || (name.namespace().equals(CAMERA)
                        && VIDEO.stream().anyMatch(name.local()::startsWith)));
    return new LinkedMedia(
        video, removed ? properties.packet().getBytes(StandardCharsets.UTF_8) : packet);
  }
}
