package afterimage.onnx.runtime;

import afterimage.tensor.Tensor;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * One input of a graph: converts tensors to its type and rank, in memory outside the heap that is
 * kept from run to run and that ONNX Runtime reads in place.
 */
final class InputBuffer {
  private final OnnxJavaType type;
  private final long[] shape;
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  InputBuffer(TensorInfo info) {
    this.type = info.type;
    this.shape = info.getShape();
  }

  static boolean isSupported(OnnxJavaType type) {
    return switch (type) {
      case FLOAT, FLOAT16, INT64, INT32 -> true;
      default -> false;
    };
  }

  /** Sizes of the dimensions, -1 where they are free; empty for a scalar. */
  long[] shape() {
    return shape.clone();
  }

  /** The tensor as the graph wants it; good until the next call. */
  OnnxTensor fill(OrtEnvironment environment, Tensor tensor) throws OrtException {
    float[] values = tensor.data();
    int bytes = Math.multiplyExact(values.length, type.size);
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    memory.clear().limit(bytes);
    switch (type) {
      case FLOAT -> memory.asFloatBuffer().put(values);
      case FLOAT16 -> putHalf(memory.asShortBuffer(), values);
      case INT64 -> putLong(memory.asLongBuffer(), values);
      case INT32 -> putInt(memory.asIntBuffer(), values);
      default -> throw new IllegalStateException("an input of " + type);
    }
    return OnnxTensor.createTensor(environment, memory, dimensions(tensor), type);
  }

  /** The tensor's own shape; a single value takes the graph's rank. */
  private long[] dimensions(Tensor tensor) {
    int[] sizes = tensor.shape();
    if (tensor.data().length == 1 && sizes.length != shape.length) {
      long[] ones = new long[shape.length];
      Arrays.fill(ones, 1);
      return ones;
    }
    long[] dimensions = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      dimensions[i] = sizes[i];
    }
    return dimensions;
  }

  private static void putHalf(ShortBuffer to, float[] values) {
    for (float value : values) {
      to.put(Float.floatToFloat16(value));
    }
  }

  private static void putLong(LongBuffer to, float[] values) {
    for (float value : values) {
      to.put((long) value);
    }
  }

  private static void putInt(IntBuffer to, float[] values) {
    for (float value : values) {
      to.put((int) value);
    }
  }
}
