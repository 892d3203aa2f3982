package afterimage.checkpoint.graph;

import java.util.List;

/**
 * What a node computes.
 *
 * @param domain empty for ONNX's own operators
 * @param type the operator's name
 * @param attributes its settings
 */
public record Operator(String domain, String type, List<Attribute> attributes) {

  /** The domain of ONNX Runtime's own operators. */
  public static final String MICROSOFT = "com.microsoft";

  /** An operator of ONNX. */
  public static Operator onnx(String type, Attribute... attributes) {
    return new Operator("", type, List.of(attributes));
  }

  /** An operator of ONNX Runtime. */
  public static Operator microsoft(String type, Attribute... attributes) {
    return new Operator(MICROSOFT, type, List.of(attributes));
  }
}
