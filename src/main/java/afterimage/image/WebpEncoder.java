package afterimage.image;

import afterimage.message.Messages;
import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes WebP by libwebp, which webp-imageio wraps; Java has no writer of its own for it. */
final class WebpEncoder {
  /** Of a side, in pixels: the header has 14 bits for each (RFC 9649, sections 2.5 and 3.4). */
  static final int MAX_SIDE = 16_383;

  private WebpEncoder() {}

  /**
   * A whole file without metadata, 8 bits, with alpha if the picture has it.
   *
   * @param quality 0 to 1; at 1 nothing is lost
   * @throws IOException if the picture is too large for the format, or libwebp has no build for
   *     this computer
   */
  static byte[] encode(Picture picture, double quality) throws IOException {
    if (Math.max(picture.width(), picture.height()) > MAX_SIDE) {
      throw new IOException(
          Messages.of("image.webp.side", MAX_SIDE, picture.width(), picture.height()));
    }
    ByteArrayOutputStream webp = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(webp)) {
      WebPWriteParam parameters = new WebPWriteParam(null);
      parameters.setCompressionType(quality < 1 ? CompressionType.Lossy : CompressionType.Lossless);
      // For lossless files this is the effort, of which more gains little but takes long.
      parameters.setCompressionQuality(quality < 1 ? (float) quality : 0.7F);
      parameters.setExact(true);
      ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
      writer.setOutput(stream);
      Picture shallow = DepthConversion.to(picture, 8);
      writer.write(null, new IIOImage(Java2dEncoder.image(shallow), null, null), parameters);
      writer.dispose();
    } catch (LinkageError | IllegalStateException e) {
      throw new IOException(Messages.of("image.webp.computer"), e);
    }
    return webp.toByteArray();
  }
}
