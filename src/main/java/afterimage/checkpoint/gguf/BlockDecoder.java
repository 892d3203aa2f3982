package afterimage.checkpoint.gguf;

import afterimage.checkpoint.safetensors.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes GGML's blocks apart into whole numbers and scales. A block of a K type has 256 values in
 * parts of 16 or 32, whose scales are multiples of the block's own.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/src/ggml-quants.c">ggml-quants.c</a>
 */
public final class BlockDecoder {
  private static final int HALF = 16;
  private static final int NIBBLE = 0xf;
  private static final int SIX_BITS = 63;

  /** What the codes of IQ4 types stand for. */
  private static final byte[] NON_LINEAR = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  private final DType type;
  private final ByteBuffer stored;
  private final int length;
  private final byte[] codes;
  private final float[] scales;
  private final float[] offsets;

  private BlockDecoder(DType type, ByteBuffer stored) {
    this.type = type;
    this.stored = stored.order(ByteOrder.LITTLE_ENDIAN);
    this.length = length(type);
    int blocks = stored.remaining() / type.bytes();
    this.codes = new byte[Math.multiplyExact(blocks, type.blockLength())];
    this.scales = new float[codes.length / length];
    this.offsets = hasOffsets(type) ? new float[scales.length] : new float[0];
  }

  /**
   * Takes blocks apart.
   *
   * @param type in blocks
   * @param stored whole blocks, from 0 to the limit
   */
  public static CodedBlocks decode(DType type, ByteBuffer stored) {
    BlockDecoder decoder = new BlockDecoder(type, stored);
    decoder.decode();
    return new CodedBlocks(
        decoder.length, decoder.codes, decoder.scales, hasOffsets(type) ? decoder.offsets : null);
  }

  /** How many values share a scale. */
  public static int length(DType type) {
    return switch (type) {
      case Q2_K, Q3_K, Q6_K -> HALF;
      default -> 2 * HALF;
    };
  }

  /** Whether values have an offset besides. */
  public static boolean hasOffsets(DType type) {
    return switch (type) {
      case Q4_1, Q5_1, Q2_K, Q4_K, Q5_K -> true;
      default -> false;
    };
  }

  private void decode() {
    int blocks = codes.length / type.blockLength();
    for (int block = 0; block < blocks; block++) {
      int at = block * type.bytes();
      int first = block * type.blockLength();
      switch (type) {
        case Q4_0 -> {
          scales[block] = half(at);
          nibbles(at + 2, first, 8);
        }
        case Q4_1 -> {
          scales[block] = half(at);
          offsets[block] = half(at + 2);
          nibbles(at + 4, first, 0);
        }
        case Q5_0 -> {
          scales[block] = half(at);
          nibbles(at + 6, first, HALF);
          fifthBits(at + 2, first);
        }
        case Q5_1 -> {
          scales[block] = half(at);
          offsets[block] = half(at + 2);
          nibbles(at + 8, first, 0);
          fifthBits(at + 4, first);
        }
        case Q8_0 -> {
          scales[block] = half(at);
          stored.get(at + 2, codes, first, length);
        }
        case IQ4_NL -> {
          scales[block] = half(at);
          nonLinear(at + 2, first);
        }
        case Q2_K -> q2k(at, first);
        case Q3_K -> q3k(at, first);
        case Q4_K -> q45k(at, first, at + 16, -1);
        case Q5_K -> q45k(at, first, at + 48, at + 16);
        case Q6_K -> q6k(at, first);
        case IQ4_XS -> iq4xs(at, first);
        default -> throw new IllegalArgumentException(type + " is not in blocks");
      }
    }
  }

  private float half(int at) {
    return Float.float16ToFloat(stored.getShort(at));
  }

  private int unsigned(int at) {
    return Byte.toUnsignedInt(stored.get(at));
  }

  /** Sixteen bytes: the first half of 32 codes in their low bits, the second in their high. */
  private void nibbles(int at, int first, int zero) {
    for (int i = 0; i < HALF; i++) {
      int both = unsigned(at + i);
      codes[first + i] = (byte) ((both & NIBBLE) - zero);
      codes[first + HALF + i] = (byte) ((both >> 4) - zero);
    }
  }

  /** The fifth bits of 32 codes, which are there already but for them. */
  private void fifthBits(int at, int first) {
    int bits = stored.getInt(at);
    for (int i = 0; i < length; i++) {
      codes[first + i] = (byte) (codes[first + i] + ((bits >>> i & 1) << 4));
    }
  }

  private void nonLinear(int at, int first) {
    for (int i = 0; i < HALF; i++) {
      int both = unsigned(at + i);
      codes[first + i] = NON_LINEAR[both & NIBBLE];
      codes[first + HALF + i] = NON_LINEAR[both >> 4];
    }
  }

  /** Two bits a value; 16 bytes of scales and offsets, 64 of codes, both factors. */
  private void q2k(int at, int first) {
    float scale = half(at + 80);
    float offset = half(at + 82);
    for (int part = 0; part < type.blockLength() / length; part++) {
      int both = unsigned(at + part);
      scales[first / length + part] = scale * (both & NIBBLE);
      offsets[first / length + part] = -(offset * (both >> 4));
      for (int i = 0; i < length; i++) {
        codes[first + part * length + i] = (byte) twoBits(at + HALF, part, i);
      }
    }
  }

  /**
   * Two bits of a code of a part of 16: a half of 128 lies in 32 bytes, whose lowest bits are its
   * first 32 codes.
   */
  private int twoBits(int at, int part, int i) {
    int inHalf = part % 8;
    int from = at + part / 8 * 32 + inHalf % 2 * HALF + i;
    return unsigned(from) >> (inHalf / 2 * 2) & 3;
  }

  /** Three bits a value; 32 bytes of the third, 64 of the others, 12 of scales, the factor. */
  private void q3k(int at, int first) {
    float scale = half(at + 108);
    for (int part = 0; part < type.blockLength() / length; part++) {
      int four = unsigned(at + 96 + part % 8) >> (part / 8 * 4) & NIBBLE;
      int two = unsigned(at + 104 + part % 4) >> (part / 4 * 2) & 3;
      scales[first / length + part] = scale * ((four | two << 4) - 32);
      for (int i = 0; i < length; i++) {
        int third = unsigned(at + part % 2 * HALF + i) >> (part / 2) & 1;
        codes[first + part * length + i] = (byte) (twoBits(at + 32, part, i) + 4 * third - 4);
      }
    }
  }

  /**
   * Four bits a value, or five.
   *
   * @param from where the four bits are
   * @param fifths where the fifth bits are, or -1
   */
  private void q45k(int at, int first, int from, int fifths) {
    float scale = half(at);
    float offset = half(at + 2);
    for (int part = 0; part < type.blockLength() / length; part++) {
      scales[first / length + part] = scale * sixBits(at + 4, part, 0);
      offsets[first / length + part] = -(offset * sixBits(at + 4, part, 4));
      for (int i = 0; i < length; i++) {
        int code = unsigned(from + part / 2 * length + i) >> (part % 2 * 4) & NIBBLE;
        int fifth = fifths < 0 ? 0 : unsigned(fifths + i) >> part & 1;
        codes[first + part * length + i] = (byte) (code | fifth << 4);
      }
    }
  }

  /**
   * A scale or offset of eight in twelve bytes: those of the first four parts are whole, the others
   * are four bits in the last bytes, and two in the highest of the first.
   *
   * @param which 0 for a scale, 4 for an offset
   */
  private int sixBits(int at, int part, int which) {
    if (part < 4) {
      return unsigned(at + part + which) & SIX_BITS;
    }
    int low = unsigned(at + 4 + part) >> which & NIBBLE;
    int high = unsigned(at + part - 4 + which) >> 6;
    return low | high << 4;
  }

  /** Six bits a value: 128 bytes of four, 64 of two, 16 scales, the factor. */
  private void q6k(int at, int first) {
    float scale = half(at + 208);
    for (int part = 0; part < type.blockLength() / length; part++) {
      scales[first / length + part] = scale * stored.get(at + 192 + part);
      int inHalf = part % 8;
      int low = at + part / 8 * 64 + inHalf % 4 * HALF;
      int high = at + 128 + part / 8 * 32 + inHalf % 2 * HALF;
      for (int i = 0; i < length; i++) {
        int four = unsigned(low + i) >> (inHalf / 4 * 4) & NIBBLE;
        int two = unsigned(high + i) >> (inHalf / 2 * 2) & 3;
        codes[first + part * length + i] = (byte) ((four | two << 4) - 32);
      }
    }
  }

  private void iq4xs(int at, int first) {
    float scale = half(at);
    int high = Short.toUnsignedInt(stored.getShort(at + 2));
    for (int part = 0; part < type.blockLength() / length; part++) {
      int four = unsigned(at + 4 + part / 2) >> (part % 2 * 4) & NIBBLE;
      int two = high >> (2 * part) & 3;
      scales[first / length + part] = scale * ((four | two << 4) - 32);
      nonLinear(at + 8 + part * HALF, first + part * length);
    }
  }
}
