package afterimage.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * The decoding of one file in two steps, since how long the second may take follows from what the
 * first finds. No decoder sees the file as it is, but what a walk through it has found to be
 * pixels.
 */
final class Decoding implements Decoder {
  // What no picture worth refining exceeds; a solid one of 16383 × 16383 has 55 bytes as WebP.
  private static final long MAX_PIXELS_A_BYTE = 10_000;
  private static final long SMALL = 25_000_000;
  // A code of LZW has 12 bits and stands for less than 4096 pixels.
  private static final long MAX_LZW_EXPANSION = 4096;

  private final EmbeddedData embedded = new EmbeddedData();
  private final DecoderWarnings warnings = new DecoderWarnings();
  private final DecoderProgress progress = new DecoderProgress();
  private final PictureFormat format;
  private @Nullable Orientation orientation;
  private @Nullable CanvasFrame frame;
  private @Nullable TiffSegments segments;
  private StoredAlpha alpha = StoredAlpha.AS_DECODED;
  private int clearGrey = -1;
  private byte @Nullable [] rangeCodes;
  private boolean isLibwebp;
  private final ImageReader reader;
  private long pixels;

  private Decoding(FileBytes file, PictureFormat format) throws IOException {
    this.format = format;
    reader = reader(file);
  }

  /**
   * Finds out how large a picture is.
   *
   * @param maxPixels that may be held
   * @throws Refusal if that is enough to know that there is no whole picture in it
   */
  static Decoding begin(FileBytes file, PictureFormat format, long maxPixels) throws IOException {
    Decoding decoding = new Decoding(file, format);
    boolean fits = false;
    try {
      decoding.measure(file.size(), maxPixels);
      fits = true;
      return decoding;
    } finally {
      if (!fits) {
        decoding.reader.dispose();
      }
    }
  }

  /** Says that this is what a camera put beside its sensor's samples. */
  void isPreview() {
    embedded.leaveOutSensor();
  }

  /** Takes over what the file around it says, if it says nothing itself. */
  void describedBy(FileBytes camera) {
    TiffDescription.keepOfCamera(camera, embedded);
  }

  @Override
  public long pixels() {
    return pixels;
  }

  @Override
  public DecodedPicture finish(String name) throws IOException {
    Picture stored = ordinary();
    return new DecodedPicture(
        orientation().apply(stored == null ? decoded() : stored),
        embedded.metadata(),
        embedded.notices(name));
  }

  /** What needs no plug-in; null if that is another file. */
  private @Nullable Picture ordinary() {
    RasterPixels raster = segments == null ? null : segments.read();
    if (raster == null) {
      return null;
    }
    reader.dispose();
    ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    return DecodedColors.picture(raster, srgb, false, embedded);
  }

  private Picture decoded() throws IOException {
    BufferedImage image = decode();
    RasterPixels decoded = RasterPixels.of(image, alpha);
    RasterPixels raster = clearGrey < 0 ? decoded : decoded.clearAt(clearGrey);
    if (rangeCodes != null && raster.channels() == 3) {
      embedded.leaveOutRange();
      return HdrRendition.of(raster, rangeCodes);
    }
    boolean heeded =
        switch (format) {
          case PNG, WEBP -> false;
          case JPEG -> raster.channels() != 3;
          default -> true;
        };
    return DecodedColors.picture(raster, image.getColorModel().getColorSpace(), heeded, embedded);
  }

  private BufferedImage decode() throws IOException {
    reader.addIIOReadWarningListener(warnings);
    reader.addIIOReadProgressListener(progress);
    try {
      BufferedImage image = isLibwebp ? WebpDecoder.read(reader) : reader.read(0);
      warnings.refuse();
      if (format == PictureFormat.GIF && !progress.isComplete()) {
        throw Refusal.cut("rows are missing");
      }
      return frame == null ? image : frame.onCanvas(image);
    } finally {
      reader.dispose();
    }
  }

  private Orientation orientation() {
    byte[] exif = embedded.exif();
    if (orientation != null) {
      return orientation;
    }
    return exif == null ? Orientation.UPRIGHT : Exif.orientation(exif);
  }

  private ImageReader reader(FileBytes file) throws IOException {
    PieceStream stream =
        switch (format) {
          case PNG -> {
            PngFile png = PngFile.walk(file, embedded);
            clearGrey = png.clearGrey();
            rangeCodes = png.rangeCodes();
            yield png.pixels();
          }
          case JPEG -> JpegFile.walk(file, embedded);
          case TIFF -> {
            TiffFile tiff = TiffFile.of(file);
            orientation = tiff.orientation();
            alpha = tiff.alpha();
            PieceStream walked = tiff.walk(embedded);
            segments = tiff.segments();
            yield walked;
          }
          case BMP -> BmpFile.walk(file, embedded);
          case WEBP -> {
            WebpFile webp = WebpFile.walk(file, embedded);
            frame = webp.frame();
            yield webp.pixels();
          }
          case GIF -> {
            frame = GifFile.frame(file, embedded);
            yield PieceStream.whole(file);
          }
          case HEIC, AVIF, JXL, RAW ->
              throw new IllegalArgumentException(format + " is another decoder's");
        };
    if (format == PictureFormat.WEBP) {
      ImageReader libwebp = WebpDecoder.reader(stream);
      if (libwebp != null) {
        isLibwebp = true;
        return libwebp;
      }
    }
    ImageReader installed = installed(format);
    stream.seek(0);
    installed.setInput(stream, false, true);
    return installed;
  }

  /** TwelveMonkeys' reader where there is one, else the JDK's. */
  private static ImageReader installed(PictureFormat format) {
    ImageReader first = null;
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.twelvemonkeys.")) {
        return reader;
      }
      first = first == null ? reader : first;
    }
    if (first == null) {
      throw new IllegalStateException("no reader for " + format);
    }
    return first;
  }

  private void measure(long bytes, long maxPixels) throws IOException {
    requireSize(reader.getWidth(0), reader.getHeight(0), bytes, maxPixels);
    if (frame != null) {
      requireSize(frame.canvasWidth(), frame.canvasHeight(), bytes, maxPixels);
    }
  }

  private void requireSize(int width, int height, long bytes, long maxPixels) throws IOException {
    String size = width + " × " + height;
    if (width < 1 || height < 1) {
      throw new Refusal(Refusal.Reason.NO_PIXELS, size);
    }
    pixels = (long) width * height;
    if (pixels > maxPixels) {
      throw new Refusal(Refusal.Reason.LARGE, size, width, height, maxPixels / 1_000_000);
    }
    if (format == PictureFormat.GIF && pixels > MAX_LZW_EXPANSION * bytes) {
      throw Refusal.cut(size);
    }
    if (pixels > SMALL && pixels > MAX_PIXELS_A_BYTE * bytes) {
      throw new Refusal(Refusal.Reason.HOLLOW, size, width, height);
    }
  }
}
