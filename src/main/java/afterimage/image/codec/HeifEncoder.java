package afterimage.image.codec;

import afterimage.image.codec.PictureParts.Part;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Encodes AVIF by libheif 1.12 or newer and whichever encoder of AV1 it has. Colours have as many
 * pixels as brightness.
 */
@SuppressWarnings("restricted") // The library says how large what it points at is.
final class HeifEncoder {
  private static final int AV1 = 4;
  private static final int RGB = 1;
  private static final int INTERLEAVED = 10;
  private static final int RGB_8 = 10;
  private static final int RGBA_8 = 11;
  private static final int RGB_LITTLE = 14;
  private static final int RGBA_LITTLE = 15;

  /** Of the numbers of ITU-T H.273. */
  private static final int UNSPECIFIED = 2;

  private static final int BT709 = 1;
  private static final int SRGB = 13;
  private static final int BT601 = 6;
  private static final int IDENTITY = 0;

  /** What is slower gains little; AV1 has 0 to 9. */
  private static final int SPEED = 6;

  private static final int MAX_THREADS = 16;

  private final HeifCalls calls;
  private final NativeLibrary heif;
  private final Arena arena;
  private final PictureInput picture;

  private HeifEncoder(HeifCalls calls, Arena arena, PictureInput picture) {
    this.calls = calls;
    this.heif = calls.library();
    this.arena = arena;
    this.picture = picture;
  }

  /** Whether the library has one for AVIF. */
  static boolean isThere() throws CodecException {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary heif = HeifCalls.begin(arena).library();
      return heif.has("heif_have_encoder_for_format")
          && heif.integer("heif_have_encoder_for_format", AV1) != 0;
    }
  }

  /** Encodes a picture. */
  static void encode(PictureInput picture, PictureOutput out) throws IOException {
    if (!isThere()) {
      throw new CodecException(CodecException.Kind.UNSUPPORTED, "no encoder of AV1");
    }
    try (Arena arena = Arena.ofConfined()) {
      new HeifEncoder(HeifCalls.begin(arena), arena, picture).run(out);
    }
  }

  private void run(PictureOutput out) throws IOException {
    MemorySegment context = heif.pointer("heif_context_alloc");
    MemorySegment encoder = calls.madeLast("heif_context_get_encoder_for_format", context, AV1);
    set(encoder);
    MemorySegment handle =
        calls.madeLast("heif_context_encode_image", context, image(), encoder, options());
    metadata("heif_context_add_exif_metadata", context, handle, Part.EXIF);
    metadata("heif_context_add_XMP_metadata", context, handle, Part.XMP);
    HeifWriter writer = new HeifWriter(out, arena);
    calls.check("heif_context_write", context, writer.structure(), MemorySegment.NULL);
    writer.requireWritten();
  }

  private boolean isLossless() {
    return picture.quality() >= 1;
  }

  private void set(MemorySegment encoder) throws CodecException {
    int quality = (int) Math.round(100 * picture.quality());
    calls.check("heif_encoder_set_lossy_quality", encoder, quality);
    calls.check("heif_encoder_set_lossless", encoder, isLossless() ? 1 : 0);
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    // Not every encoder has each of them.
    boolean _ =
        calls.succeeds("heif_encoder_set_parameter_string", encoder, text("chroma"), text("444"));
    boolean _ = calls.succeeds("heif_encoder_set_parameter_integer", encoder, text("speed"), SPEED);
    boolean _ =
        calls.succeeds("heif_encoder_set_parameter_integer", encoder, text("threads"), threads);
  }

  private MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  private MemorySegment image() throws CodecException {
    PictureHeader header = picture.header();
    MemorySegment image =
        calls.madeLast("heif_image_create", header.width(), header.height(), RGB, layout(header));
    calls.check(
        "heif_image_add_plane",
        image,
        INTERLEAVED,
        header.width(),
        header.height(),
        picture.bits());
    MemorySegment stride = arena.allocate(ValueLayout.JAVA_INT);
    MemorySegment plane = heif.pointer("heif_image_get_plane", image, INTERLEAVED, stride);
    if (plane.equals(MemorySegment.NULL)) {
      throw new CodecException(CodecException.Kind.DAMAGED, "no room for pixels");
    }
    long step = stride.get(ValueLayout.JAVA_INT, 0);
    long row = header.rowBytes();
    MemorySegment pixels = plane.reinterpret(step * (header.height() - 1) + row);
    for (int y = 0; y < header.height(); y++) {
      MemorySegment.copy(picture.pixels(), y * row, pixels, y * step, row);
    }
    if (header.bits() == 16) {
      Widening.fromSixteen(
          pixels, step, header.width() * header.samples(), header.height(), picture.bits());
    }
    byte[] icc = picture.parts().get(Part.ICC);
    if (icc != null) {
      calls.check(
          "heif_image_set_raw_color_profile",
          image,
          text("prof"),
          arena.allocateFrom(ValueLayout.JAVA_BYTE, icc),
          (long) icc.length);
    }
    calls.check("heif_image_set_nclx_color_profile", image, codes());
    return image;
  }

  private static int layout(PictureHeader header) {
    return header.bits() == 8
        ? header.alpha() ? RGBA_8 : RGB_8
        : header.alpha() ? RGBA_LITTLE : RGB_LITTLE;
  }

  /** The fields of heif_color_profile_nclx, by their places. */
  private MemorySegment codes() throws CodecException {
    boolean srgb = picture.parts().get(Part.ICC) == null;
    MemorySegment codes = heif.pointer("heif_nclx_color_profile_alloc").reinterpret(20);
    codes.set(ValueLayout.JAVA_INT, 4, srgb ? BT709 : UNSPECIFIED);
    codes.set(ValueLayout.JAVA_INT, 8, srgb ? SRGB : UNSPECIFIED);
    codes.set(ValueLayout.JAVA_INT, 12, isLossless() ? IDENTITY : BT601);
    codes.set(ValueLayout.JAVA_BYTE, 16, (byte) 1);
    return codes;
  }

  /** The fields of heif_encoding_options, by their places: as many as this version has. */
  private MemorySegment options() throws CodecException {
    MemorySegment options = heif.pointer("heif_encoding_options_alloc").reinterpret(24);
    int version = options.get(ValueLayout.JAVA_BYTE, 0);
    if (version >= 3) {
      // A profile does not say how RGB became brightness and colour.
      options.set(ValueLayout.JAVA_BYTE, 3, (byte) 1);
    }
    if (version >= 4) {
      options.set(ValueLayout.ADDRESS, 8, codes());
      options.set(ValueLayout.JAVA_BYTE, 16, (byte) 0);
    }
    return options;
  }

  private void metadata(String name, MemorySegment context, MemorySegment handle, Part part)
      throws CodecException {
    byte[] bytes = picture.parts().get(part);
    if (bytes != null) {
      MemorySegment block = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      calls.check(name, context, handle, block, bytes.length);
    }
  }
}
