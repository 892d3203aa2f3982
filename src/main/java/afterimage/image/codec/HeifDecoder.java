package afterimage.image.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the primary picture of HEIC, HEIF and AVIF by libheif 1.12 or newer, which turns, mirrors
 * and crops it as the file says, and finds the matrix and range of its YCbCr.
 */
@SuppressWarnings("restricted") // The library says how large what it points at is.
final class HeifDecoder {
  private static final int RGB = 1;
  private static final int INTERLEAVED = 10;
  private static final int RGB_8 = 10;
  private static final int RGBA_8 = 11;
  private static final int RGB_LITTLE = 14;
  private static final int RGBA_LITTLE = 15;
  private static final int ALL_BUT_ALPHA_AND_DEPTH = 6;
  private static final int MAX_BLOCKS = 64;
  private static final int MAX_BLOCK = 64 << 20;
  private static final int INDEX = 1 << 16;

  private final HeifCalls calls;
  private final NativeLibrary heif;
  private final Arena arena;

  private HeifDecoder(HeifCalls calls, Arena arena) {
    this.calls = calls;
    this.heif = calls.library();
    this.arena = arena;
  }

  /** Its version. */
  static String version() throws CodecException {
    return NativeLibrary.open(Codec.HEIF.files()).text("heif_get_version");
  }

  /**
   * Decodes a file.
   *
   * @param file its bytes
   */
  static void decode(MemorySegment file, PictureOutput out) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      new HeifDecoder(HeifCalls.begin(arena), arena).run(file, out);
    }
  }

  private void run(MemorySegment file, PictureOutput out) throws IOException {
    MemorySegment context = heif.pointer("heif_context_alloc");
    calls.check(
        "heif_context_read_from_memory_without_copy",
        context,
        file,
        file.byteSize(),
        MemorySegment.NULL);
    MemorySegment handle = calls.made("heif_context_get_primary_image_handle", context);
    PictureParts parts = parts(handle, file);
    byte[] icc = parts.get(PictureParts.Part.ICC);
    boolean grey = icc != null && icc.length > 20 && ascii(icc, 16).equals("GRAY");
    boolean alpha = heif.integer("heif_image_handle_has_alpha_channel", handle) != 0;
    int stored = heif.integer("heif_image_handle_get_luma_bits_per_pixel", handle);
    PictureHeader header =
        new PictureHeader(
            heif.integer("heif_image_handle_get_width", handle),
            heif.integer("heif_image_handle_get_height", handle),
            stored > 8 ? 16 : 8,
            grey ? 1 : 3,
            alpha,
            alpha && heif.integer("heif_image_handle_is_premultiplied_alpha", handle) != 0);
    out.begin(header);
    MemorySegment image =
        calls.made("heif_decode_image", handle, RGB, layout(header), MemorySegment.NULL);
    write(header, image, out);
    out.end(parts);
  }

  private static int layout(PictureHeader header) {
    return header.bits() == 8
        ? header.alpha() ? RGBA_8 : RGB_8
        : header.alpha() ? RGBA_LITTLE : RGB_LITTLE;
  }

  private void write(PictureHeader header, MemorySegment image, PictureOutput out)
      throws IOException {
    int width = heif.integer("heif_image_get_width", image, INTERLEAVED);
    int height = heif.integer("heif_image_get_height", image, INTERLEAVED);
    if (width != header.width() || height != header.height()) {
      throw damaged(header.width() + " × " + header.height() + " is " + width + " × " + height);
    }
    MemorySegment stride = arena.allocate(ValueLayout.JAVA_INT);
    MemorySegment plane = heif.pointer("heif_image_get_plane_readonly", image, INTERLEAVED, stride);
    if (plane.equals(MemorySegment.NULL)) {
      throw damaged("no pixels");
    }
    long step = stride.get(ValueLayout.JAVA_INT, 0);
    int decoded = header.alpha() ? 4 : 3;
    long least = (long) width * decoded * (header.bits() / 8);
    if (step < least) {
      throw damaged("rows of " + step + " bytes");
    }
    MemorySegment pixels = plane.reinterpret(step * (height - 1) + least);
    int bits = heif.integer("heif_image_get_bits_per_pixel_range", image, INTERLEAVED);
    if (header.bits() == 16) {
      Widening.toSixteen(pixels, step, width * decoded, height, bits);
    }
    if (header.channels() == 1) {
      Widening.toGrey(pixels, step, header, decoded);
    }
    out.pixels(header, pixels, step);
  }

  private PictureParts parts(MemorySegment handle, MemorySegment file) throws IOException {
    PictureParts parts = new PictureParts();
    byte[] icc = profile(handle);
    if (icc != null) {
      parts.bytes().put(PictureParts.Part.ICC, icc);
    }
    byte[] codes = codes(handle);
    if (codes != null) {
      parts.bytes().put(PictureParts.Part.CICP, codes);
    }
    blocks(handle, parts);
    if (hasGainMap(handle) || hasToneMap(file)) {
      parts.bytes().put(PictureParts.Part.GAIN_MAP, new byte[0]);
    }
    return parts;
  }

  private byte @Nullable [] profile(MemorySegment handle) throws IOException {
    long size = heif.number("heif_image_handle_get_raw_color_profile_size", handle);
    if (size <= 0 || size > MAX_BLOCK) {
      return null;
    }
    MemorySegment bytes = arena.allocate(size);
    return calls.succeeds("heif_image_handle_get_raw_color_profile", handle, bytes)
        ? bytes.toArray(ValueLayout.JAVA_BYTE)
        : null;
  }

  /** Of the pixels as they are decoded: RGB in full range. */
  private byte @Nullable [] codes(MemorySegment handle) throws IOException {
    MemorySegment place = arena.allocate(ValueLayout.ADDRESS);
    if (!calls.succeeds("heif_image_handle_get_nclx_color_profile", handle, place)) {
      return null;
    }
    MemorySegment nclx = place.get(ValueLayout.ADDRESS, 0);
    if (nclx.equals(MemorySegment.NULL)) {
      return null;
    }
    MemorySegment fields = nclx.reinterpret(20);
    int primaries = fields.get(ValueLayout.JAVA_INT, 4);
    int transfer = fields.get(ValueLayout.JAVA_INT, 8);
    heif.run("heif_nclx_color_profile_free", nclx);
    return new byte[] {(byte) primaries, (byte) transfer, 0, 1};
  }

  private void blocks(MemorySegment handle, PictureParts parts) throws IOException {
    int count =
        heif.integer("heif_image_handle_get_number_of_metadata_blocks", handle, MemorySegment.NULL);
    int taken = Math.min(count, MAX_BLOCKS);
    MemorySegment ids = arena.allocate(ValueLayout.JAVA_INT, Math.max(1, taken));
    int found =
        heif.integer(
            "heif_image_handle_get_list_of_metadata_block_IDs",
            handle,
            MemorySegment.NULL,
            ids,
            taken);
    for (int i = 0; i < found; i++) {
      block(handle, ids.getAtIndex(ValueLayout.JAVA_INT, i), parts);
    }
  }

  private void block(MemorySegment handle, int id, PictureParts parts) throws IOException {
    String type = heif.text("heif_image_handle_get_metadata_type", handle, id);
    String content = heif.text("heif_image_handle_get_metadata_content_type", handle, id);
    long size = heif.number("heif_image_handle_get_metadata_size", handle, id);
    boolean exif = type.equals("Exif");
    boolean xmp = type.equals("mime") && content.equals("application/rdf+xml");
    if ((!exif && !xmp) || size <= 0 || size > MAX_BLOCK) {
      return;
    }
    MemorySegment bytes = arena.allocate(size);
    if (!calls.succeeds("heif_image_handle_get_metadata", handle, id, bytes)) {
      return;
    }
    byte[] block = bytes.toArray(ValueLayout.JAVA_BYTE);
    if (exif) {
      byte[] tiff = ExifBox.content(block);
      if (tiff != null) {
        parts.bytes().put(PictureParts.Part.EXIF, tiff);
      }
    } else {
      parts.bytes().put(PictureParts.Part.XMP, block);
    }
  }

  /** Apple's, which is a picture beside the picture. */
  private boolean hasGainMap(MemorySegment handle) throws IOException {
    int count =
        heif.integer(
            "heif_image_handle_get_number_of_auxiliary_images", handle, ALL_BUT_ALPHA_AND_DEPTH);
    int taken = Math.min(count, MAX_BLOCKS);
    MemorySegment ids = arena.allocate(ValueLayout.JAVA_INT, Math.max(1, taken));
    int found =
        heif.integer(
            "heif_image_handle_get_list_of_auxiliary_image_IDs",
            handle,
            ALL_BUT_ALPHA_AND_DEPTH,
            ids,
            taken);
    boolean gain = false;
    for (int i = 0; i < found; i++) {
      MemorySegment place = arena.allocate(ValueLayout.ADDRESS);
      int id = ids.getAtIndex(ValueLayout.JAVA_INT, i);
      if (calls.succeeds("heif_image_handle_get_auxiliary_image_handle", handle, id, place)) {
        MemorySegment image = place.get(ValueLayout.ADDRESS, 0);
        MemorySegment type = arena.allocate(ValueLayout.ADDRESS);
        gain |=
            calls.succeeds("heif_image_handle_get_auxiliary_type", image, type)
                && NativeLibrary.text(type.get(ValueLayout.ADDRESS, 0)).contains("hdrgainmap");
      }
    }
    return gain;
  }

  /** ISO 21496-1's, an item of a kind that libheif passes over: it is named in the index. */
  private static boolean hasToneMap(MemorySegment file) {
    byte[] index = file.asSlice(0, Math.min(INDEX, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    return new String(index, StandardCharsets.ISO_8859_1).contains("\0tmap");
  }

  private static CodecException damaged(String detail) {
    return new CodecException(CodecException.Kind.DAMAGED, detail);
  }

  private static String ascii(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.US_ASCII);
  }
}
