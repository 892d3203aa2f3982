package afterimage.checkpoint.graph;

/** Element types, with the numbers of {@code TensorProto.DataType}. */
public enum ElementType {
  FLOAT(1),
  UINT8(2),
  INT8(3),
  INT32(6),
  INT64(7),
  FLOAT16(10),
  DOUBLE(11),
  BFLOAT16(16),
  FLOAT8E4M3FN(17),
  FLOAT8E5M2(19);

  private final int number;

  ElementType(int number) {
    this.number = number;
  }

  /** The number by which ONNX knows it. */
  public int number() {
    return number;
  }
}
