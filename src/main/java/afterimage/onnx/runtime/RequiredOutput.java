package afterimage.onnx.runtime;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An output of a graph, and what it must be. A graph may declare anything or nothing: what counts
 * is what comes out, and everything that reads it relies on the shape that it asked for.
 *
 * @param output its name
 * @param shape sizes of its dimensions, {@link #ANY} where any of 1 or more will do; null if any
 *     tensor will do
 */
public record RequiredOutput(String output, long @Nullable [] shape) {
  /** A size that the network decides. */
  public static final long ANY = -1;

  /** Values that ONNX Runtime can hand to Java: its buffers are smaller than 2 GB. */
  private static final long MAX_VALUES = Integer.MAX_VALUE / Float.BYTES;

  /** Values of an output whose size is the network's choice: 256 MB, far more than any prompt's. */
  private static final long MAX_CHOSEN_VALUES = 1 << 26;

  /** A tensor of that shape. */
  public static RequiredOutput of(String output, long... shape) {
    return new RequiredOutput(output, shape);
  }

  /** A tensor of any shape that holds a value. */
  public static RequiredOutput any(String output) {
    return new RequiredOutput(output, null);
  }

  /**
   * Takes the output over.
   *
   * @param network for the message
   * @throws EngineException if it is missing, holds no floating-point numbers, or has another shape
   */
  Tensor read(String network, @Nullable OnnxValue value) throws EngineException {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new EngineException(
          Messages.of("onnx.noOutput", network, output), Messages.of("onnx.export.remedy"));
    }
    TensorInfo info = tensor.getInfo();
    long[] found = info.getShape();
    if (!fits(found)) {
      throw new EngineException(
          Messages.of("onnx.outputShape", network, output, Arrays.toString(found), told()),
          Messages.of("onnx.mixed.remedy"));
    }
    FloatBuffer values = tensor.getFloatBuffer();
    if (values == null) {
      throw new EngineException(
          Messages.of("onnx.outputType", network, output, info.type),
          Messages.of("onnx.export.remedy"));
    }
    int[] sizes = Arrays.stream(found).mapToInt(Math::toIntExact).toArray();
    return new Tensor(sizes, values.array());
  }

  /** Whether the output may have that shape, and is small enough to be taken. */
  boolean fits(long[] found) {
    long[] sizes = shape;
    if (sizes != null && sizes.length != found.length) {
      return false;
    }
    boolean chosen = false;
    for (int i = 0; i < found.length; i++) {
      long wanted = sizes == null ? ANY : sizes[i];
      if (wanted == ANY ? found[i] < 1 : found[i] != wanted) {
        return false;
      }
      chosen |= wanted == ANY;
    }
    double values = Arrays.stream(found).asDoubleStream().reduce(1, (a, b) -> a * b);
    return values <= (chosen ? MAX_CHOSEN_VALUES : MAX_VALUES);
  }

  private String told() {
    return shape == null
        ? "[…]"
        : Arrays.stream(shape)
            .mapToObj(size -> size == ANY ? "?" : String.valueOf(size))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequiredOutput(String name, long[] sizes)
        && output.equals(name)
        && Arrays.equals(shape, sizes);
  }

  @Override
  public int hashCode() {
    return 31 * output.hashCode() + Arrays.hashCode(shape);
  }
}
