package afterimage.onnx.runtime;

import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.WeightChange;
import afterimage.checkpoint.weights.WeightMerge;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors that are given to a session beside its graph, in memory of our own outside the heap. ONNX
 * Runtime uses that memory as long as the session lives, so this is closed after it.
 */
final class InjectedTensors implements AutoCloseable {
  private final Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();

  private InjectedTensors() {}

  static InjectedTensors none() {
    return new InjectedTensors();
  }

  /**
   * Reads tensors from their files.
   *
   * @throws EngineException if one cannot be read
   */
  static InjectedTensors read(OrtEnvironment environment, List<Supplied> wanted)
      throws OrtException, EngineException {
    InjectedTensors result = new InjectedTensors();
    try {
      for (Supplied tensor : wanted) {
        result.tensors.put(tensor.initializer(), tensor(environment, tensor));
      }
      return result;
    } catch (OrtException | EngineException e) {
      result.close();
      throw e;
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Supplied tensor)
      throws OrtException, EngineException {
    long[] shape = tensor.suppliedShape().stream().mapToLong(Long::longValue).toArray();
    float[] values = values(tensor);
    return switch (tensor.form()) {
      case VALUES -> OnnxTensor.createTensor(environment, outsideHeap(values), shape);
      case SCALES ->
          OnnxTensor.createTensor(environment, outsideHeap(EightBitWeights.scales(values)), shape);
      case EIGHT_BITS ->
          OnnxTensor.createTensor(
              environment, EightBitWeights.values(values), shape, OnnxJavaType.UINT8);
    };
  }

  private static FloatBuffer outsideHeap(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length * Float.BYTES);
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().put(values).rewind();
  }

  private static float[] values(Supplied tensor) throws EngineException {
    float[] values = values(tensor.stored());
    if (tensor.turned()) {
      values = turned(values, tensor.stored().size(0));
    }
    float scale = (float) tensor.scale();
    if (scale != 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= scale;
      }
    }
    for (WeightChange change : tensor.changes()) {
      new WeightMerge(InjectedTensors::values).apply(change, values, tensor.shape());
    }
    return values;
  }

  private static float[] turned(float[] matrix, int rows) {
    int columns = matrix.length / rows;
    float[] turned = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      turned[i % columns * rows + i / columns] = matrix[i];
    }
    return turned;
  }

  private static float[] values(StoredTensor tensor) throws EngineException {
    int count = tensor.elements();
    ByteBuffer stored =
        ByteBuffer.allocate(Math.multiplyExact(count, tensor.dtype().bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(Path.of(tensor.file()), StandardOpenOption.READ)) {
      while (stored.hasRemaining()) {
        if (channel.read(stored, tensor.offset() + stored.position()) < 0) {
          throw new EOFException("the file became shorter");
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("onnx.file", tensor.file()), Messages.of("onnx.file.remedy"), e);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(stored, i, tensor.dtype());
    }
    return values;
  }

  private static float value(ByteBuffer stored, int index, DType type) {
    return switch (type) {
      case F16 -> Float.float16ToFloat(stored.getShort(index * Short.BYTES));
      case BF16 -> Float.intBitsToFloat(stored.getShort(index * Short.BYTES) << Short.SIZE);
      case F64 -> (float) stored.getDouble(index * Double.BYTES);
      default -> stored.getFloat(index * Float.BYTES);
    };
  }

  /** Hands them over; this must stay open until the session is closed. */
  void giveTo(OrtSession.SessionOptions options) throws OrtException {
    if (!tensors.isEmpty()) {
      options.addExternalInitializers(tensors);
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensorLike::close);
    tensors.clear();
  }
}
