package afterimage.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** File formats of pictures. */
public enum PictureFormat {
  PNG(true, "png"),
  JPEG(true, "jpg jpeg jpe jfif"),
  TIFF(true, "tif tiff"),
  BMP(true, "bmp dib"),
  WEBP(true, "webp"),
  GIF(false, "gif");

  private final boolean writable;
  private final String extensions;

  /**
   * @param extensions separated by spaces, the usual one first
   */
  PictureFormat(boolean writable, String extensions) {
    this.writable = writable;
    this.extensions = extensions;
  }

  /** As users know it. */
  @Override
  public String toString() {
    return this == WEBP ? "WebP" : name();
  }

  /** Whether {@link PictureWriter} writes it; {@link PictureReader} reads all. */
  public boolean isWritable() {
    return writable;
  }

  /** The usual extension, in lower case and without a dot. */
  public String extension() {
    return extensions().getFirst();
  }

  /** All extensions, in lower case and without a dot. */
  public List<String> extensions() {
    return List.of(extensions.split(" "));
  }

  /** The format that a file's name promises. */
  public static Optional<PictureFormat> ofName(Path file) {
    Path name = file.getFileName();
    return name == null ? Optional.empty() : ofExtension(extensionOf(name.toString()));
  }

  /** The format of an extension without a dot, in any case. */
  public static Optional<PictureFormat> ofExtension(String extension) {
    String lower = extension.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.extensions().contains(lower))
        .findFirst();
  }

  /** The formats that can be written, for messages: {@code PNG, JPEG, TIFF, BMP, WebP}. */
  public static String writableNames() {
    return Arrays.stream(values())
        .filter(PictureFormat::isWritable)
        .map(PictureFormat::toString)
        .collect(Collectors.joining(", "));
  }

  /** The formats that can be read, for messages. */
  static String readableNames() {
    return Arrays.stream(values()).map(PictureFormat::toString).collect(Collectors.joining(", "));
  }

  /** The format that a file's first bytes (12 are enough) show. */
  static Optional<PictureFormat> ofContent(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (isTiff(start)) {
      return Optional.of(TIFF);
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    return start.startsWith("BM") ? Optional.of(BMP) : Optional.empty();
  }

  private static boolean isTiff(String start) {
    // Classic TIFF has the number 42, BigTIFF 43, in either byte order.
    return start.startsWith("II*\0")
        || start.startsWith("MM\0*")
        || start.startsWith("II+\0")
        || start.startsWith("MM\0+");
  }

  private static String extensionOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }
}
