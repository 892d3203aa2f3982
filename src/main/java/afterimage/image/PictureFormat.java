package afterimage.image;

import static afterimage.image.PictureFormat.Trait.ALPHA;
import static afterimage.image.PictureFormat.Trait.EXIF_AND_SETTINGS;
import static afterimage.image.PictureFormat.Trait.LOSSLESS_AT_BEST;
import static afterimage.image.PictureFormat.Trait.PROFILE;
import static afterimage.image.PictureFormat.Trait.QUALITY;
import static afterimage.image.PictureFormat.Trait.SIXTEEN_BITS;
import static afterimage.image.PictureFormat.Trait.TEN_BITS;
import static afterimage.image.PictureFormat.Trait.TWELVE_BITS;
import static afterimage.image.PictureFormat.Trait.WRITTEN;

import afterimage.image.codec.Codec;
import afterimage.image.codec.EncoderCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** File formats of pictures, and what each of them can hold. */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Set.of are immutable.
public enum PictureFormat {
  PNG("PNG", "png", WRITTEN, SIXTEEN_BITS, ALPHA, PROFILE, EXIF_AND_SETTINGS),
  JPEG("JPEG", "jpg jpeg jpe jfif", WRITTEN, QUALITY, PROFILE, EXIF_AND_SETTINGS),
  TIFF("TIFF", "tif tiff", WRITTEN, SIXTEEN_BITS, ALPHA, PROFILE, EXIF_AND_SETTINGS),
  BMP("BMP", "bmp dib", WRITTEN),
  WEBP("WebP", "webp", WRITTEN, QUALITY, LOSSLESS_AT_BEST, ALPHA, PROFILE, EXIF_AND_SETTINGS),
  GIF("GIF", "gif"),
  HEIC("HEIC", "heic heif hif", Codec.HEIF),
  AVIF(
      "AVIF",
      "avif",
      Codec.HEIF,
      WRITTEN,
      QUALITY,
      LOSSLESS_AT_BEST,
      TWELVE_BITS,
      ALPHA,
      PROFILE,
      EXIF_AND_SETTINGS),
  JXL(
      "JPEG XL",
      "jxl",
      Codec.JXL,
      WRITTEN,
      QUALITY,
      LOSSLESS_AT_BEST,
      TEN_BITS,
      TWELVE_BITS,
      SIXTEEN_BITS,
      ALPHA,
      PROFILE,
      EXIF_AND_SETTINGS),
  RAW(
      "camera RAW",
      "dng cr2 cr3 crw nef nrw arw srf sr2 raf orf rw2 pef srw x3f 3fr iiq erf kdc mrw",
      Codec.RAW);

  /** What the format can, as {@link PictureWriter} writes it. */
  enum Trait {
    /** {@link PictureWriter} writes it where its library is; {@link PictureReader} reads all. */
    WRITTEN,
    /** Smaller files for less fidelity. */
    QUALITY,
    /** At the best quality nothing of 8 bits is lost. */
    LOSSLESS_AT_BEST,
    /** AVIF can have them as well, but libheif 1.15 with libaom fails to write them. */
    TEN_BITS,
    TWELVE_BITS,
    SIXTEEN_BITS,
    ALPHA,
    /** An ICC profile. */
    PROFILE,
    /** EXIF, and the texts of how the picture was made. */
    EXIF_AND_SETTINGS
  }

  private final String title;
  private final List<String> extensions;
  private final Set<Trait> traits;
  private final @Nullable Codec codec;

  /**
   * @param title as users know it
   * @param extensions separated by spaces, the usual one first
   */
  PictureFormat(String title, String extensions, Trait... traits) {
    this(title, extensions, null, traits);
  }

  /**
   * @param codec the system's library that reads it, or null where Java does
   */
  PictureFormat(String title, String extensions, @Nullable Codec codec, Trait... traits) {
    this.title = title;
    this.extensions = List.of(extensions.split(" "));
    this.traits = Set.of(traits);
    this.codec = codec;
  }

  /** The system's library that reads it, or null where Java does. */
  public @Nullable Codec codec() {
    return codec;
  }

  /** As users know it. */
  @Override
  public String toString() {
    return title;
  }

  /** Whether it has a trait. */
  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /**
   * Whether {@link PictureWriter} writes it here; {@link PictureReader} reads all. Asks the
   * system's library where that writes it: once, which takes as long as a Java takes to start.
   */
  public boolean isWritable() {
    return isEverWritable() && (codec == null || EncoderCheck.isThere(codec));
  }

  /** Whether {@link PictureWriter} writes it where the system's library is installed. */
  public boolean isEverWritable() {
    return has(Trait.WRITTEN);
  }

  /** Whether a file can be made smaller by a quality from 1 to 100. */
  public boolean hasQuality() {
    return has(Trait.QUALITY);
  }

  /** Whether nothing of a picture's 8 bits is lost at a quality. */
  public boolean isLossless(int quality) {
    return !hasQuality() || (has(Trait.LOSSLESS_AT_BEST) && quality == 100);
  }

  /** How many bits a channel may have, the fewest first. */
  public List<Integer> depths() {
    List<Integer> depths = new ArrayList<>(List.of(8));
    if (has(Trait.TEN_BITS)) {
      depths.add(10);
    }
    if (has(Trait.TWELVE_BITS)) {
      depths.add(12);
    }
    if (has(Trait.SIXTEEN_BITS)) {
      depths.add(16);
    }
    return List.copyOf(depths);
  }

  /** The most bits that a channel may have. */
  int maxDepth() {
    return depths().getLast();
  }

  /** Whether it holds transparency. */
  public boolean hasAlpha() {
    return has(Trait.ALPHA);
  }

  /** Whether it holds an ICC profile. */
  public boolean hasProfile() {
    return has(Trait.PROFILE);
  }

  /** Whether it holds EXIF, and the texts of how the picture was made. */
  public boolean hasExifAndSettings() {
    return has(Trait.EXIF_AND_SETTINGS);
  }

  /** The usual extension, in lower case and without a dot. */
  public String extension() {
    return extensions().getFirst();
  }

  /** All extensions, in lower case and without a dot. */
  public List<String> extensions() {
    return extensions;
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
    return names(PictureFormat::isWritable);
  }

  /** The formats for which a condition holds, for messages: {@code JPEG, WebP}. */
  public static String names(Predicate<PictureFormat> condition) {
    return Arrays.stream(values())
        .filter(condition)
        .map(PictureFormat::toString)
        .collect(Collectors.joining(", "));
  }

  /** The formats that can be read, for messages. */
  public static String readableNames() {
    return names(_ -> true);
  }

  /** The format that a file's first bytes (32 are enough) show. */
  public static Optional<PictureFormat> ofContent(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    Optional<PictureFormat> box = ofBox(start);
    if (box.isPresent()) {
      return box;
    }
    if (start.startsWith("\u00ff\n") || start.startsWith("\0\0\0\fJXL \r\n\u0087\n")) {
      return Optional.of(JXL);
    }
    if (RawFile.isOfCamera(start)) {
      return Optional.of(RAW);
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

  /** By the brands of ISO's base media format (ISO/IEC 23008-12, 10.2; AV1 Image File Format). */
  private static Optional<PictureFormat> ofBox(String start) {
    if (!start.startsWith("ftyp", 4) || start.length() < 12) {
      return Optional.empty();
    }
    return switch (start.substring(8, 12)) {
      case "avif", "avis" -> Optional.of(AVIF);
      case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> Optional.of(HEIC);
      case "mif1", "mif2", "msf1", "miaf" ->
          Optional.of(start.contains("avif") || start.contains("avis") ? AVIF : HEIC);
      case "crx " -> Optional.of(RAW);
      default -> Optional.empty();
    };
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
