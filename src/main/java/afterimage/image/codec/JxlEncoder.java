package afterimage.image.codec;

import afterimage.image.codec.PictureParts.Part;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes JPEG XL by libjxl 0.7 or newer. */
final class JxlEncoder {
  private static final int SUCCESS = 0;
  private static final int NEED_MORE_OUTPUT = 2;
  private static final int UINT8 = 2;
  private static final int UINT16 = 3;
  private static final int LITTLE = 1;
  private static final int EFFORT = 0;

  /** What comes after these gains little and takes much longer. */
  private static final long EFFORT_LOSSY = 6;

  private static final long EFFORT_LOSSLESS = 3;
  private static final int INFO_BYTES = 512;
  private static final int ENCODING_BYTES = 256;
  private static final int PIECE = 4 << 20;
  private static final int EVERYTHING = 10;

  private final NativeLibrary jxl;
  private final Arena arena;
  private final PictureInput picture;
  private final MemorySegment encoder;

  private JxlEncoder(NativeLibrary jxl, Arena arena, PictureInput picture) throws CodecException {
    this.jxl = jxl;
    this.arena = arena;
    this.picture = picture;
    encoder = jxl.pointer("JxlEncoderCreate", MemorySegment.NULL);
  }

  /** Whether the library has one. */
  static boolean isThere() throws CodecException {
    return NativeLibrary.open(Codec.JXL.files()).has("JxlEncoderFrameSettingsCreate");
  }

  /** Encodes a picture. */
  static void encode(PictureInput picture, PictureOutput out) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      new JxlEncoder(NativeLibrary.open(Codec.JXL.files()), arena, picture).run(out);
    }
  }

  private void run(PictureOutput out) throws IOException {
    JxlThreads.use("JxlEncoderSetParallelRunner", jxl, encoder);
    check("JxlEncoderUseContainer", encoder, 1);
    check("JxlEncoderUseBoxes", encoder);
    info();
    colors();
    box("Exif", picture.parts().get(Part.EXIF));
    box("xml ", picture.parts().get(Part.XMP));
    frame();
    jxl.run("JxlEncoderCloseInput", encoder);
    out.encoded(file());
  }

  private boolean isLossless() {
    return picture.quality() >= 1;
  }

  /** The fields of JxlBasicInfo that matter, by their places. */
  private void info() throws CodecException {
    MemorySegment info = arena.allocate(INFO_BYTES, 8);
    jxl.run("JxlEncoderInitBasicInfo", info);
    PictureHeader header = picture.header();
    info.set(ValueLayout.JAVA_INT, 4, header.width());
    info.set(ValueLayout.JAVA_INT, 8, header.height());
    info.set(ValueLayout.JAVA_INT, 12, picture.bits());
    info.set(ValueLayout.JAVA_INT, 36, isLossless() ? 1 : 0);
    info.set(ValueLayout.JAVA_INT, 52, header.channels());
    if (header.alpha()) {
      info.set(ValueLayout.JAVA_INT, 56, 1);
      info.set(ValueLayout.JAVA_INT, 60, picture.bits());
    }
    check("JxlEncoderSetBasicInfo", encoder, info);
    if (jxl.integer("JxlEncoderGetRequiredCodestreamLevel", encoder) == EVERYTHING) {
      check("JxlEncoderSetCodestreamLevel", encoder, EVERYTHING);
    }
  }

  private void colors() throws CodecException {
    byte[] icc = picture.parts().get(Part.ICC);
    if (icc != null) {
      check("JxlEncoderSetICCProfile", encoder, outside(icc), (long) icc.length);
      return;
    }
    MemorySegment srgb = arena.allocate(ENCODING_BYTES, 8);
    jxl.run("JxlColorEncodingSetToSRGB", srgb, picture.header().channels() == 1 ? 1 : 0);
    check("JxlEncoderSetColorEncoding", encoder, srgb);
  }

  private void frame() throws CodecException {
    MemorySegment settings =
        jxl.pointer("JxlEncoderFrameSettingsCreate", encoder, MemorySegment.NULL);
    check(
        "JxlEncoderFrameSettingsSetOption",
        settings,
        EFFORT,
        isLossless() ? EFFORT_LOSSLESS : EFFORT_LOSSY);
    if (isLossless()) {
      check("JxlEncoderSetFrameLossless", settings, 1);
    } else {
      check("JxlEncoderSetFrameDistance", settings, distance(100 * picture.quality()));
    }
    MemorySegment format = arena.allocate(24, 8);
    format.set(ValueLayout.JAVA_INT, 0, picture.header().samples());
    format.set(ValueLayout.JAVA_INT, 4, picture.header().bits() == 8 ? UINT8 : UINT16);
    format.set(ValueLayout.JAVA_INT, 8, LITTLE);
    check(
        "JxlEncoderAddImageFrame", settings, format, picture.pixels(), picture.pixels().byteSize());
  }

  /** In just noticeable differences, as cjxl has them of a quality like JPEG's. */
  static float distance(double quality) {
    return (float)
        (quality >= 30
            ? 0.1 + (100 - quality) * 0.09
            : 53.0 / 3000 * quality * quality - 23.0 / 20 * quality + 25);
  }

  private void box(String type, byte @Nullable [] content) throws CodecException {
    if (content == null) {
      return;
    }
    byte[] bytes = type.equals("Exif") ? ExifBox.of(content) : content;
    MemorySegment name = arena.allocateFrom(type, StandardCharsets.US_ASCII);
    check("JxlEncoderAddBox", encoder, name, outside(bytes), (long) bytes.length, 0);
  }

  private List<MemorySegment> file() throws CodecException {
    List<MemorySegment> pieces = new ArrayList<>();
    MemorySegment next = arena.allocate(ValueLayout.ADDRESS);
    MemorySegment room = arena.allocate(ValueLayout.JAVA_LONG);
    int status;
    do {
      MemorySegment piece = arena.allocate(PIECE);
      next.set(ValueLayout.ADDRESS, 0, piece);
      room.set(ValueLayout.JAVA_LONG, 0, PIECE);
      status = jxl.integer("JxlEncoderProcessOutput", encoder, next, room);
      pieces.add(piece.asSlice(0, PIECE - room.get(ValueLayout.JAVA_LONG, 0)));
    } while (status == NEED_MORE_OUTPUT);
    if (status != SUCCESS) {
      throw failed("JxlEncoderProcessOutput", status);
    }
    return pieces;
  }

  private MemorySegment outside(byte[] bytes) {
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
  }

  private void check(String name, Object... arguments) throws CodecException {
    int status = jxl.integer(name, arguments);
    if (status != SUCCESS) {
      throw failed(name, status);
    }
  }

  private CodecException failed(String name, int status) throws CodecException {
    int reason = jxl.integer("JxlEncoderGetError", encoder);
    return new CodecException(CodecException.Kind.DAMAGED, name + ": " + status + ", " + reason);
  }
}
