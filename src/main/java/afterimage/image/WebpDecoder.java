package afterimage.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.ref.Reference;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes WebP by libwebp, as the encoder does: its time is bounded by the pixels, it refuses what
 * is cut, and it knows filtered alpha, none of which TwelveMonkeys 3.14 does. TwelveMonkeys stands
 * in on computers for which there is no build of libwebp.
 */
final class WebpDecoder {
  private WebpDecoder() {}

  /** A reader of libwebp's, or null where there is none. */
  static @Nullable ImageReader reader(PieceStream pixels) throws IOException {
    try {
      ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
      reader.setInput(pixels, false, true);
      int width = reader.getWidth(0); // The first call of native code.
      return width > 0 ? reader : null;
    } catch (LinkageError e) {
      return null;
    }
  }

  /** The pixels; the parameters live as long as native code reads them. */
  static BufferedImage read(ImageReader reader) throws IOException {
    WebPReadParam parameters = new WebPReadParam();
    try {
      return reader.read(0, parameters);
    } catch (OutOfMemoryError e) {
      // libwebp's own answer to some damage; the JVM's has a message.
      if (e.getMessage() == null) {
        throw Refusal.damaged("libwebp cannot allocate");
      }
      throw e;
    } finally {
      Reference.reachabilityFence(parameters);
    }
  }
}
