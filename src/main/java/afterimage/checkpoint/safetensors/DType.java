package afterimage.checkpoint.safetensors;

import java.util.Arrays;
import java.util.Optional;

/** Element types of the safetensors format that can be used, by the format's own names. */
public enum DType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The type of that name, if it is one of ours. */
  static Optional<DType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether weights may be stored so: in floating point of 16, 32 or 64 bits. */
  public boolean isWeight() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }
}
