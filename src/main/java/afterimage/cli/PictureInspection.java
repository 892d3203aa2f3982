package afterimage.cli;

import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.watermark.InvisibleWatermark;
import afterimage.image.watermark.WatermarkReading;
import afterimage.message.ForeignText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
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
        reading,
        reading.verdict());
  }

  void print(PrintWriter out) {
    out.println(
        "%s: %d x %d, %d bits per channel%s"
            .formatted(file, width, height, bitDepth, alpha ? ", with transparency" : ""));
    out.println(modelTookPart ? "It has an AI provenance note." : "It has no AI provenance note.");
    if (settings == null) {
      out.println("No settings.");
    } else {
      out.println("Settings:");
      ForeignText.lines(settings, MAX_SETTINGS).lines().forEach(line -> out.println("  " + line));
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
