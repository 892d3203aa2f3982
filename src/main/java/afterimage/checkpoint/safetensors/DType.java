package afterimage.checkpoint.safetensors;

import java.util.Arrays;
import java.util.Optional;

/**
 * How values are stored: one by one, by the safetensors format's own names, or in blocks of 32 or
 * 256 that share scales, by GGML's names.
 */
public enum DType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  /** Without infinities: ONNX's FLOAT8E4M3FN. */
  F8_E4M3(1),
  F8_E5M2(1),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1),
  Q4_0(32, 18, 0),
  Q4_1(32, 20, 0, 2),
  Q5_0(32, 22, 0),
  Q5_1(32, 24, 0, 2),
  Q8_0(32, 34, 0),
  Q2_K(256, 84, 80, 82),
  Q3_K(256, 110, 108),
  Q4_K(256, 144, 0, 2),
  Q5_K(256, 176, 0, 2),
  Q6_K(256, 210, 208),
  IQ4_NL(32, 18, 0),
  IQ4_XS(256, 136, 0);

  private final int blockLength;
  private final int bytes;
  private final int scale;
  private final int offset;

  DType(int bytes) {
    this(1, bytes, -1, -1);
  }

  DType(int blockLength, int bytes, int scale) {
    this(blockLength, bytes, scale, scale);
  }

  DType(int blockLength, int bytes, int scale, int offset) {
    this.blockLength = blockLength;
    this.bytes = bytes;
    this.scale = scale;
    this.offset = offset;
  }

  /** The type of that name, if it is one of the safetensors format that can be used. */
  static Optional<DType> named(String name) {
    return Arrays.stream(values())
        .filter(type -> !type.isInBlocks() && type.name().equals(name))
        .findFirst();
  }

  /** Bytes of one value, or of one block. */
  public int bytes() {
    return bytes;
  }

  /** Bytes of so many values, which must be whole blocks. */
  public long bytes(long values) {
    return values / blockLength * bytes;
  }

  /** How many values a block has; 1 where they are stored one by one. */
  public int blockLength() {
    return blockLength;
  }

  /** Whether values share scales. */
  public boolean isInBlocks() {
    return blockLength > 1;
  }

  /** Where in a block the 16 bits of its scale lie. */
  int scale() {
    return scale;
  }

  /** Where in a block the 16 bits of its offset lie; where the scale does if it has none. */
  int offset() {
    return offset;
  }

  /** Whether weights may be stored so: in floating point, or in blocks. */
  public boolean isWeight() {
    return switch (this) {
      case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> false;
      default -> true;
    };
  }
}
