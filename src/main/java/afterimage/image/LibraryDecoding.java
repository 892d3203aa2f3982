package afterimage.image;

import afterimage.image.codec.Codec;
import afterimage.image.codec.CodecClient;
import afterimage.image.codec.CodecException;
import afterimage.image.codec.PictureHeader;
import afterimage.image.codec.PictureParts;
import afterimage.image.codec.PictureParts.Part;
import java.awt.color.ColorSpace;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The decoding of a file by a library of the system's, which runs in a process of its own and gives
 * pixels that stand upright.
 */
final class LibraryDecoding implements Decoder {
  private static final long MAX_BYTES = 1L << 30;
  private static final int PIECE = 1 << 16;

  private final EmbeddedData embedded = new EmbeddedData();
  private final CodecClient client;
  private final PictureHeader header;
  private final Codec codec;

  private LibraryDecoding(CodecClient client, PictureHeader header, Codec codec) {
    this.client = client;
    this.header = header;
    this.codec = codec;
  }

  /**
   * Finds out how large a picture is.
   *
   * @param maxPixels that may be held
   * @throws Refusal if it cannot be decoded
   */
  static Decoder begin(FileBytes file, PictureFormat format, long maxPixels) throws IOException {
    Codec codec = codec(format);
    try {
      return begin(file, codec, maxPixels);
    } catch (CodecException e) {
      boolean preview =
          codec == Codec.RAW
              && (e.kind() == CodecException.Kind.MISSING
                  || e.kind() == CodecException.Kind.UNSUPPORTED);
      Decoder own = preview ? CameraPreview.begin(file, maxPixels) : null;
      if (own != null) {
        return own;
      }
      throw refusal(codec, e);
    }
  }

  private static Codec codec(PictureFormat format) {
    Codec codec = format.codec();
    if (codec == null) {
      throw new IllegalArgumentException(format + " is another decoder's");
    }
    return codec;
  }

  private static LibraryDecoding begin(FileBytes file, Codec codec, long maxPixels)
      throws IOException {
    long size = file.size();
    if (size > MAX_BYTES) {
      throw new Refusal(Refusal.Reason.MEMORY, size + " bytes");
    }
    CodecClient client =
        CodecClient.decode(
            codec,
            out -> copy(file, size, out),
            size,
            maxPixels,
            PictureReader.limit(size, maxPixels));
    boolean begun = false;
    try {
      PictureHeader header = client.header();
      if (header.pixels() > maxPixels) {
        throw new Refusal(
            Refusal.Reason.LARGE,
            header.toString(),
            header.width(),
            header.height(),
            maxPixels / 1_000_000);
      }
      begun = true;
      LibraryDecoding decoding = new LibraryDecoding(client, header, codec);
      if (codec == Codec.RAW) {
        TiffDescription.keepOfCamera(file, decoding.embedded);
      }
      return decoding;
    } finally {
      if (!begun) {
        client.close();
      }
    }
  }

  private static void copy(FileBytes file, long size, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    long at = 0;
    while (at < size) {
      int count = file.read(at, piece, 0, (int) Math.min(PIECE, size - at));
      if (count <= 0) {
        throw Refusal.cut("it became shorter");
      }
      out.write(piece, 0, count);
      at += count;
    }
  }

  private static Refusal refusal(Codec codec, CodecException e) {
    String detail = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case MISSING ->
          new Refusal(
              Refusal.Reason.LIBRARY,
              detail,
              codec.title(),
              codec.debianPackage(),
              codec.brewPackage());
      case UNSUPPORTED -> new Refusal(Refusal.Reason.COMPRESSION, detail);
      case LARGE -> new Refusal(Refusal.Reason.MEMORY, detail);
      case NO_PROCESS -> new Refusal(Refusal.Reason.NO_PROCESS, detail);
      case DAMAGED -> Refusal.damaged(detail);
    };
  }

  @Override
  public long pixels() {
    return header.pixels();
  }

  @Override
  public DecodedPicture finish(String name) throws IOException {
    try (client) {
      ReceivedRows rows = new ReceivedRows(header);
      client.pixels(header, rows);
      PictureParts parts = client.parts();
      heed(parts);
      Picture picture = picture(rows.pixels(), parts.get(Part.CICP));
      return new DecodedPicture(picture, embedded.metadata(), embedded.notices(name));
    } catch (CodecException e) {
      throw refusal(codec, e);
    }
  }

  private Picture picture(RasterPixels raster, byte @Nullable [] codes) {
    if (codes != null && HdrRendition.isMeant(codes) && raster.channels() == 3) {
      embedded.leaveOutRange();
      return HdrRendition.of(raster, codes);
    }
    return DecodedColors.picture(
        raster, ColorSpace.getInstance(ColorSpace.CS_sRGB), false, embedded);
  }

  private void heed(PictureParts parts) {
    byte[] exif = parts.get(Part.EXIF);
    if (exif != null) {
      embedded.keepExif(exif);
    }
    byte[] xmp = parts.get(Part.XMP);
    if (xmp != null) {
      embedded.keepXmp(xmp);
    }
    if (parts.get(Part.GAIN_MAP) != null) {
      embedded.leaveOutGainMap();
    }
    byte[] icc = profile(parts);
    if (icc != null) {
      embedded.keepProfile(icc, header.channels());
    }
  }

  private byte @Nullable [] profile(PictureParts parts) {
    byte[] icc = parts.get(Part.ICC);
    byte[] codes = parts.get(Part.CICP);
    if (icc != null || codes == null || codes.length < 4) {
      return icc;
    }
    return PngColors.ofCodes(codes, header.channels());
  }
}
