package afterimage.image.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the first frame of JPEG XL by libjxl 0.7 or newer, which turns it upright. */
final class JxlDecoder {
  private static final int SUCCESS = 0;
  private static final int NEED_MORE_INPUT = 2;
  private static final int NEED_IMAGE_OUT_BUFFER = 5;
  private static final int BOX_NEED_MORE_OUTPUT = 7;
  private static final int BASIC_INFO = 0x40;
  private static final int COLOR_ENCODING = 0x100;
  private static final int FULL_IMAGE = 0x1000;
  private static final int BOX = 0x4000;

  private static final int UINT8 = 2;
  private static final int UINT16 = 3;
  private static final int LITTLE = 1;
  private static final int TARGET_ORIGINAL = 0;
  private static final int TARGET_DATA = 1;
  private static final int D65 = 1;
  private static final int REC_2020 = 9;
  private static final int SRGB_CURVE = 13;
  private static final int ENCODING_BYTES = 256;
  private static final int INFO_BYTES = 512;
  private static final int BOX_BYTES = 1 << 20;
  private static final int MAX_BOX = 64 << 20;

  /** From here on functions that tell of colours take one argument less. */
  private static final int WITHOUT_FORMAT = 9_000;

  private final NativeLibrary jxl;
  private final Arena arena;
  private final MemorySegment decoder;
  private final PictureParts parts = new PictureParts();
  private @Nullable PictureHeader header;
  private @Nullable MemorySegment pixels;
  private boolean storesOriginal;
  private String box = "";
  private byte[] boxContent = new byte[0];
  private @Nullable MemorySegment boxBuffer;

  private JxlDecoder(NativeLibrary jxl, Arena arena) throws CodecException {
    this.jxl = jxl;
    this.arena = arena;
    decoder = jxl.pointer("JxlDecoderCreate", MemorySegment.NULL);
  }

  /** Its version. */
  static String version() throws CodecException {
    int version = NativeLibrary.open(Codec.JXL.files()).integer("JxlDecoderVersion");
    return version / 1_000_000 + "." + version / 1_000 % 1_000 + "." + version % 1_000;
  }

  /**
   * Decodes a file.
   *
   * @param file its bytes
   */
  static void decode(MemorySegment file, PictureOutput out) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      new JxlDecoder(NativeLibrary.open(Codec.JXL.files()), arena).run(file, out);
    }
  }

  private void run(MemorySegment file, PictureOutput out) throws IOException {
    JxlThreads.use("JxlDecoderSetParallelRunner", jxl, decoder);
    check("JxlDecoderSubscribeEvents", decoder, BASIC_INFO | COLOR_ENCODING | FULL_IMAGE | BOX);
    check("JxlDecoderSetDecompressBoxes", decoder, 1);
    check("JxlDecoderSetInput", decoder, file, file.byteSize());
    jxl.run("JxlDecoderCloseInput", decoder);
    boolean whole = false;
    while (true) {
      int status = jxl.integer("JxlDecoderProcessInput", decoder);
      switch (status) {
        case BASIC_INFO -> header = header();
        case COLOR_ENCODING -> {
          keepWideColors();
          profile();
          out.begin(required(header));
        }
        case NEED_IMAGE_OUT_BUFFER -> {
          if (whole) {
            // Of an animation's next frame nothing is wanted.
            finish(true, out);
            return;
          }
          pixels = buffer();
        }
        case FULL_IMAGE -> {
          if (!whole) {
            whole = true;
            write(out);
          }
        }
        case BOX -> {
          endBox();
          beginBox();
        }
        case BOX_NEED_MORE_OUTPUT -> {
          if (!moreOfBox()) {
            finish(whole, out);
            return;
          }
        }
        case SUCCESS -> {
          endBox();
          finish(whole, out);
          return;
        }
        default -> {
          // What is behind a whole picture may be damaged.
          if (whole) {
            finish(true, out);
            return;
          }
          throw damaged(status == NEED_MORE_INPUT ? "cut" : "status " + status);
        }
      }
    }
  }

  private void finish(boolean whole, PictureOutput out) throws IOException {
    if (!whole) {
      throw damaged("no picture");
    }
    out.end(parts);
  }

  /** The fields of JxlBasicInfo that matter, by their places. */
  private PictureHeader header() throws CodecException {
    MemorySegment info = arena.allocate(INFO_BYTES, 8);
    check("JxlDecoderGetBasicInfo", decoder, info);
    boolean alpha = info.get(ValueLayout.JAVA_INT, 60) > 0;
    storesOriginal = info.get(ValueLayout.JAVA_INT, 36) != 0;
    return new PictureHeader(
        info.get(ValueLayout.JAVA_INT, 4),
        info.get(ValueLayout.JAVA_INT, 8),
        info.get(ValueLayout.JAVA_INT, 12) > 8 ? 16 : 8,
        info.get(ValueLayout.JAVA_INT, 52) == 1 ? 1 : 3,
        alpha,
        alpha && info.get(ValueLayout.JAVA_INT, 68) != 0);
  }

  /**
   * Colours that are stored as the eye sees them (XYB) become sRGB, unless libjxl can name the
   * space that they come from. So that they are not clipped, another is asked for: Rec. 2020's
   * primaries with sRGB's curve. The fields of JxlColorEncoding, by their places.
   */
  private void keepWideColors() throws CodecException {
    MemorySegment encoding = arena.allocate(ENCODING_BYTES, 8);
    boolean older = jxl.integer("JxlDecoderVersion") < WITHOUT_FORMAT;
    String name = "JxlDecoderGetColorAsEncodedProfile";
    int found =
        older
            ? jxl.integer(name, decoder, format(), TARGET_ORIGINAL, encoding)
            : jxl.integer(name, decoder, TARGET_ORIGINAL, encoding);
    if (storesOriginal || found == SUCCESS || required(header).channels() != 3) {
      return;
    }
    encoding.fill((byte) 0);
    encoding.set(ValueLayout.JAVA_INT, 4, D65);
    encoding.set(ValueLayout.JAVA_INT, 24, REC_2020);
    encoding.set(ValueLayout.JAVA_INT, 80, SRGB_CURVE);
    // Whether it did so, its own profile says.
    int _ = jxl.integer("JxlDecoderSetPreferredColorProfile", decoder, encoding);
  }

  private void profile() throws CodecException {
    boolean older = jxl.integer("JxlDecoderVersion") < WITHOUT_FORMAT;
    MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
    MemorySegment format = format();
    int found =
        older
            ? jxl.integer("JxlDecoderGetICCProfileSize", decoder, format, TARGET_DATA, size)
            : jxl.integer("JxlDecoderGetICCProfileSize", decoder, TARGET_DATA, size);
    long length = size.get(ValueLayout.JAVA_LONG, 0);
    if (found != SUCCESS || length <= 0 || length > MAX_BOX) {
      return;
    }
    MemorySegment icc = arena.allocate(length);
    int got =
        older
            ? jxl.integer(
                "JxlDecoderGetColorAsICCProfile", decoder, format, TARGET_DATA, icc, length)
            : jxl.integer("JxlDecoderGetColorAsICCProfile", decoder, TARGET_DATA, icc, length);
    if (got == SUCCESS) {
      parts.bytes().put(PictureParts.Part.ICC, icc.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** A JxlPixelFormat. */
  private MemorySegment format() throws CodecException {
    PictureHeader known = required(header);
    MemorySegment format = arena.allocate(24, 8);
    format.set(ValueLayout.JAVA_INT, 0, known.samples());
    format.set(ValueLayout.JAVA_INT, 4, known.bits() == 8 ? UINT8 : UINT16);
    format.set(ValueLayout.JAVA_INT, 8, LITTLE);
    return format;
  }

  private MemorySegment buffer() throws CodecException {
    MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
    check("JxlDecoderImageOutBufferSize", decoder, format(), size);
    long bytes = required(header).rowBytes() * required(header).height();
    if (size.get(ValueLayout.JAVA_LONG, 0) != bytes) {
      throw damaged("a buffer of " + size.get(ValueLayout.JAVA_LONG, 0) + " bytes");
    }
    MemorySegment buffer = arena.allocate(bytes, 64);
    check("JxlDecoderSetImageOutBuffer", decoder, format(), buffer, bytes);
    return buffer;
  }

  private void write(PictureOutput out) throws IOException {
    PictureHeader known = required(header);
    out.pixels(known, required(pixels), known.rowBytes());
  }

  private void beginBox() throws CodecException {
    MemorySegment type = arena.allocate(4);
    box =
        jxl.integer("JxlDecoderGetBoxType", decoder, type, 1) == SUCCESS
            ? new String(type.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1)
            : "";
    boxContent = new byte[0];
    if (box.equals("jhgm")) {
      parts.bytes().put(PictureParts.Part.GAIN_MAP, new byte[0]);
    }
    if (box.equals("Exif") || box.equals("xml ")) {
      room();
    }
  }

  private void room() throws CodecException {
    boxBuffer = arena.allocate(BOX_BYTES);
    check("JxlDecoderSetBoxBuffer", decoder, boxBuffer, (long) BOX_BYTES);
  }

  /** Takes what has been written so far. */
  private void take() throws CodecException {
    MemorySegment buffer = required(boxBuffer);
    int unused = (int) jxl.number("JxlDecoderReleaseBoxBuffer", decoder);
    int filled = BOX_BYTES - unused;
    int before = boxContent.length;
    boxContent = Arrays.copyOf(boxContent, before + filled);
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, boxContent, before, filled);
    boxBuffer = null;
  }

  /** Goes on with a box; false if it is larger than any that is meant. */
  private boolean moreOfBox() throws CodecException {
    take();
    if (boxContent.length > MAX_BOX) {
      return false;
    }
    room();
    return true;
  }

  private void endBox() throws CodecException {
    if (boxBuffer == null) {
      return;
    }
    take();
    if (box.equals("xml ")) {
      parts.bytes().put(PictureParts.Part.XMP, boxContent);
    } else {
      byte[] tiff = ExifBox.content(boxContent);
      if (tiff != null) {
        parts.bytes().put(PictureParts.Part.EXIF, tiff);
      }
    }
  }

  private void check(String name, Object... arguments) throws CodecException {
    int status = jxl.integer(name, arguments);
    if (status != SUCCESS) {
      throw damaged(name + ": " + status);
    }
  }

  private static CodecException damaged(String detail) {
    return new CodecException(CodecException.Kind.DAMAGED, detail);
  }

  private static <T> T required(@Nullable T value) throws CodecException {
    if (value == null) {
      throw damaged("out of order");
    }
    return value;
  }
}
