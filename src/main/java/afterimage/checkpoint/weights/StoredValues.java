package afterimage.checkpoint.weights;

import afterimage.checkpoint.gguf.BlockDecoder;
import afterimage.checkpoint.gguf.CodedBlocks;
import afterimage.checkpoint.safetensors.DType;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads stored tensors' values into memory, one tensor at a time. */
public final class StoredValues {
  private static final float[] E4M3 = table(4, 7);
  private static final float[] E5M2 = table(5, 15);

  private StoredValues() {}

  /**
   * All values of a tensor in 32 bits, in the order in which they are stored.
   *
   * @throws EngineException if its file cannot be read
   */
  public static float[] read(StoredTensor tensor) throws EngineException {
    if (tensor.dtype().isInBlocks()) {
      return blocks(tensor).values();
    }
    ByteBuffer stored = bytes(tensor);
    float[] values = new float[tensor.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(stored, i, tensor.dtype());
    }
    return values;
  }

  /**
   * The same of a tensor in blocks, as whole numbers.
   *
   * @throws EngineException if its file cannot be read
   */
  public static CodedBlocks blocks(StoredTensor tensor) throws EngineException {
    return BlockDecoder.decode(tensor.dtype(), bytes(tensor));
  }

  private static ByteBuffer bytes(StoredTensor tensor) throws EngineException {
    int count = Math.toIntExact(tensor.dtype().bytes(tensor.elements()));
    ByteBuffer stored = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
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
    return stored.flip();
  }

  private static float value(ByteBuffer stored, int index, DType type) {
    return switch (type) {
      case F16 -> Float.float16ToFloat(stored.getShort(index * Short.BYTES));
      case BF16 -> Float.intBitsToFloat(stored.getShort(index * Short.BYTES) << Short.SIZE);
      case F64 -> (float) stored.getDouble(index * Double.BYTES);
      case F8_E4M3 -> E4M3[Byte.toUnsignedInt(stored.get(index))];
      case F8_E5M2 -> E5M2[Byte.toUnsignedInt(stored.get(index))];
      default -> stored.getFloat(index * Float.BYTES);
    };
  }

  /**
   * All 256 values of a type of eight bits.
   *
   * @see <a href="https://arxiv.org/abs/2209.05433">Micikevicius et al. 2022, FP8 formats</a>
   */
  private static float[] table(int exponentBits, int bias) {
    int mantissaBits = 7 - exponentBits;
    float[] values = new float[256];
    for (int code = 0; code < values.length; code++) {
      int exponent = (code >> mantissaBits) & ((1 << exponentBits) - 1);
      int mantissa = code & ((1 << mantissaBits) - 1);
      float fraction = Math.scalb((float) mantissa, -mantissaBits);
      float value =
          exponent == 0
              ? Math.scalb(fraction, 1 - bias)
              : Math.scalb(1 + fraction, exponent - bias);
      if (exponentBits == 4 && (code & 0x7f) == 0x7f) {
        value = Float.NaN;
      } else if (exponentBits == 5 && exponent == 31) {
        value = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
      }
      values[code] = code < 128 ? value : -value;
    }
    return values;
  }
}
