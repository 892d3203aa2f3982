package afterimage.onnx.runtime;

import afterimage.checkpoint.gguf.CodedBlocks;
import afterimage.checkpoint.weights.StoredValues;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.WeightChange;
import afterimage.checkpoint.weights.WeightMerge;
import afterimage.engine.EngineException;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    return switch (tensor.form()) {
      case VALUES, SCALES, EIGHT_BITS -> ofValues(environment, tensor, shape);
      case CODES, CODE_SCALES, CODE_OFFSETS ->
          ofBlocks(environment, tensor.form(), StoredValues.blocks(tensor.stored()), shape);
    };
  }

  private static OnnxTensor ofBlocks(
      OrtEnvironment environment, Supplied.Form form, CodedBlocks blocks, long[] shape)
      throws OrtException {
    return switch (form) {
      case CODES ->
          OnnxTensor.createTensor(
              environment,
              ByteBuffer.allocateDirect(blocks.codes().length).put(blocks.codes()).rewind(),
              shape,
              OnnxJavaType.INT8);
      case CODE_SCALES -> OnnxTensor.createTensor(environment, outsideHeap(blocks.scales()), shape);
      default ->
          OnnxTensor.createTensor(
              environment, outsideHeap(Objects.requireNonNull(blocks.offsets())), shape);
    };
  }

  private static OnnxTensor ofValues(OrtEnvironment environment, Supplied tensor, long[] shape)
      throws OrtException, EngineException {
    float[] values = values(tensor);
    return switch (tensor.form()) {
      case VALUES -> OnnxTensor.createTensor(environment, outsideHeap(values), shape);
      case SCALES ->
          OnnxTensor.createTensor(environment, outsideHeap(EightBitWeights.scales(values)), shape);
      default ->
          OnnxTensor.createTensor(
              environment, EightBitWeights.values(values), shape, OnnxJavaType.UINT8);
    };
  }

  private static FloatBuffer outsideHeap(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length * Float.BYTES);
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().put(values).rewind();
  }

  private static float[] values(Supplied tensor) throws EngineException {
    float[] values = StoredValues.read(tensor.stored());
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
      new WeightMerge(StoredValues::read).apply(change, values, tensor.shape());
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
