package afterimage.cli;

import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.watermark.InvisibleWatermark;
import afterimage.image.watermark.WatermarkReading;
import afterimage.message.ForeignText;
import afterimage.settings.found.FoundSettings;
import afterimage.settings.found.Search;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a picture says of itself.
 *
 * @param file where it is
 * @param width in pixels
 * @param height in pixels
 * @param bitDepth of a channel
 * @param alpha whether it has transparency
 * @param modelTookPart whether its XMP says that a model had a part in it
 * @param settings the text that programs like this one leave in it, or null
 * @param found what any program's settings in it mean, as {@code --settings-from} takes them, or
 *     null
 * @param watermark what is where SDXL's invisible watermark would be
 * @param verdict how sure that is
 */
record PictureInspection(
    String file,
    int width,
    int height,
    int bitDepth,
    boolean alpha,
    boolean modelTookPart,
    @Nullable String settings,
    @Nullable FoundSettings found,
    WatermarkReading watermark,
    WatermarkReading.Verdict verdict) {
  private static final int MAX_SETTINGS = 20_000;
  private static final String MODEL = "rainedAlgorithmicMedia";

  static PictureInspection of(Path file) throws PictureException {
    DecodedPicture decoded = PictureReader.read(file);
    Picture picture = decoded.picture();
    WatermarkReading reading = InvisibleWatermark.read(picture);
    String xmp = decoded.metadata().texts().get(PictureMetadata.XMP);
    return new PictureInspection(
        file.toString(),
        picture.width(),
        picture.height(),
        picture.bitDepth(),
        picture.hasAlpha(),
        xmp != null && xmp.contains(MODEL),
        decoded.metadata().texts().get(PictureMetadata.PARAMETERS),
        Search.in(decoded.metadata()).found(),
        reading,
        reading.verdict());
  }

  /** In A1111's form. */
  private static String told(FoundSettings found) {
    Map<String, Object> values = new LinkedHashMap<>();
    putIfKnown(values, "Steps", found.steps());
    putIfKnown(values, "Sampler", found.sampler());
    putIfKnown(values, "CFG scale", found.guidance());
    putIfKnown(values, "Seed", found.seed());
    putIfKnown(values, "Denoising strength", found.strength());
    putIfKnown(values, "Model", found.model());
    return found.prompt()
        + (found.negativePrompt().isEmpty() ? "" : "\nNegative prompt: " + found.negativePrompt())
        + "\n"
        + values.entrySet().stream()
            .map(value -> value.getKey() + ": " + value.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void putIfKnown(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  void print(PrintWriter out) {
    out.println(
        "%s: %d x %d, %d bits per channel%s"
            .formatted(file, width, height, bitDepth, alpha ? ", with transparency" : ""));
    out.println(modelTookPart ? "It has an AI provenance note." : "It has no AI provenance note.");
    String told = settings == null && found != null ? told(found) : settings;
    if (told == null) {
      out.println("No settings.");
    } else {
      out.println(found == null ? "Settings:" : "Settings (" + found.program() + "):");
      ForeignText.lines(told, MAX_SETTINGS).lines().forEach(line -> out.println("  " + line));
    }
    int bits = watermark.bits().length();
    String found =
        switch (verdict) {
          case PRESENT -> "Invisible watermark: present.";
          case LIKELY -> "Invisible watermark: likely.";
          case NOT_FOUND -> "Invisible watermark: not found.";
        };
    out.printf(
        Locale.ROOT,
        "%s %d of %d bits match; the probability of that without a watermark is %.2g.%n",
        found,
        watermark.matching(),
        bits,
        watermark.chance());
    out.println(
        "  (It is weak: JPEG, resizing and smooth areas destroy it, and anyone can add it.)");
  }
}
