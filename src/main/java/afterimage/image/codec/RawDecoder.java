package afterimage.image.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Develops camera RAW by LibRaw 0.19 or newer as its own programs do by default, with the camera's
 * white balance, into sRGB of 16 bits, upright.
 */
@SuppressWarnings("restricted") // The library says how large what it points at is.
final class RawDecoder {
  private static final int SRGB = 1;
  private static final int BITS = 16;
  private static final int HEAD = 16;
  private static final int FILE_UNSUPPORTED = -2;

  private final NativeLibrary raw;
  private final Arena arena;
  private final MemorySegment data;

  private RawDecoder(NativeLibrary raw, Arena arena) throws CodecException {
    this.raw = raw;
    this.arena = arena;
    data = raw.pointer("libraw_init", 0);
  }

  /** Its version. */
  static String version() throws CodecException {
    return NativeLibrary.open(Codec.RAW.files()).text("libraw_version");
  }

  /**
   * Develops a file.
   *
   * @param file its bytes
   */
  static void decode(MemorySegment file, PictureOutput out) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      new RawDecoder(NativeLibrary.open(Codec.RAW.files()), arena).run(file, out);
    }
  }

  private void run(MemorySegment file, PictureOutput out) throws IOException {
    check("libraw_open_buffer", data, file, file.byteSize());
    int width = raw.integer("libraw_get_iwidth", data);
    int height = raw.integer("libraw_get_iheight", data);
    if (width < 1 || height < 1) {
      throw damaged(width + " × " + height);
    }
    // The size is told again when it is known whether the picture is turned.
    out.limit((long) width * height);
    check("libraw_unpack", data);
    whiteBalance();
    raw.run("libraw_set_output_bps", data, BITS);
    raw.run("libraw_set_output_color", data, SRGB);
    raw.run("libraw_set_gamma", data, 0, (float) (1 / 2.4));
    raw.run("libraw_set_gamma", data, 1, 12.92f);
    check("libraw_dcraw_process", data);
    MemorySegment error = arena.allocate(ValueLayout.JAVA_INT);
    MemorySegment image = raw.pointer("libraw_dcraw_make_mem_image", data, error);
    if (image.equals(MemorySegment.NULL)) {
      throw damaged("no picture: " + error.get(ValueLayout.JAVA_INT, 0));
    }
    write(image.reinterpret(HEAD), image, out);
  }

  /** The fields of libraw_processed_image_t, by their places. */
  private static void write(MemorySegment head, MemorySegment image, PictureOutput out)
      throws IOException {
    int height = head.get(ValueLayout.JAVA_SHORT, 4) & 0xffff;
    int width = head.get(ValueLayout.JAVA_SHORT, 6) & 0xffff;
    int colors = head.get(ValueLayout.JAVA_SHORT, 8);
    int bits = head.get(ValueLayout.JAVA_SHORT, 10);
    long size = head.get(ValueLayout.JAVA_INT, 12) & 0xffffffffL;
    PictureHeader header = new PictureHeader(width, height, BITS, colors, false, false);
    if (bits != BITS || (colors != 1 && colors != 3) || size != header.rowBytes() * height) {
      throw damaged(colors + " colours of " + bits + " bits in " + size + " bytes");
    }
    out.begin(header);
    out.pixels(header, image.reinterpret(HEAD + size).asSlice(HEAD), header.rowBytes());
    out.end(new PictureParts());
  }

  /** As the camera saw it; without, LibRaw takes daylight's. */
  private void whiteBalance() throws CodecException {
    float[] gains = new float[4];
    for (int i = 0; i < 4; i++) {
      gains[i] = raw.real("libraw_get_cam_mul", data, i);
    }
    if (!(gains[0] > 0 && gains[1] > 0 && gains[2] > 0)) {
      return;
    }
    for (int i = 0; i < 4; i++) {
      raw.run("libraw_set_user_mul", data, i, i == 3 && !(gains[3] > 0) ? gains[1] : gains[i]);
    }
  }

  private void check(String name, Object... arguments) throws CodecException {
    int status = raw.integer(name, arguments);
    if (status != 0) {
      throw new CodecException(
          status == FILE_UNSUPPORTED
              ? CodecException.Kind.UNSUPPORTED
              : CodecException.Kind.DAMAGED,
          name + ": " + status);
    }
  }

  private static CodecException damaged(String detail) {
    return new CodecException(CodecException.Kind.DAMAGED, detail);
  }
}
