package afterimage.bundle;

import org.jspecify.annotations.Nullable;

/** The messages of onnx.proto3 in which a tensor with external data can lie. */
enum Message {
  MODEL,
  GRAPH,
  FUNCTION,
  NODE,
  ATTRIBUTE,
  SPARSE_TENSOR,
  TENSOR,
  EXTERNAL_ENTRY;

  /** What lies in field {@code number}, or null where it cannot lead to a tensor. */
  @Nullable Message inner(int number) {
    return switch (this) {
      case MODEL ->
          switch (number) {
            case 7 -> GRAPH;
            case 25 -> FUNCTION;
            default -> null;
          };
      case GRAPH ->
          switch (number) {
            case 1 -> NODE;
            case 5 -> TENSOR;
            case 15 -> SPARSE_TENSOR;
            default -> null;
          };
      case FUNCTION -> number == 7 ? NODE : null;
      case NODE -> number == 5 ? ATTRIBUTE : null;
      case ATTRIBUTE ->
          switch (number) {
            case 5, 10 -> TENSOR;
            case 6, 11 -> GRAPH;
            case 22, 23 -> SPARSE_TENSOR;
            default -> null;
          };
      case SPARSE_TENSOR -> number == 1 || number == 2 ? TENSOR : null;
      case TENSOR -> number == 13 ? EXTERNAL_ENTRY : null;
      case EXTERNAL_ENTRY -> null;
    };
  }
}
