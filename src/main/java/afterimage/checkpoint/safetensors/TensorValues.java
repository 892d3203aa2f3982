package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads small tensors into memory. */
public final class TensorValues {
  private TensorValues() {}

  /**
   * A tensor's values in 32 bits, in their order.
   *
   * @param entry of floating point, see {@link DType#isWeight}
   * @throws EngineException if the file cannot be read, or became shorter
   */
  public static float[] read(Path file, TensorEntry entry) throws EngineException {
    ByteBuffer stored = ByteBuffer.allocate(Math.toIntExact(entry.bytes()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (stored.hasRemaining()) {
        if (channel.read(stored, entry.offset() + stored.position()) < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable", file), Messages.of("checkpoint.readable"), e);
    }
    stored.flip().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[Math.toIntExact(entry.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (entry.dtype()) {
            case F64 -> (float) stored.getDouble();
            case F32 -> stored.getFloat();
            case F16 -> Float.float16ToFloat(stored.getShort());
            case BF16 -> Float.intBitsToFloat(stored.getShort() << Short.SIZE);
            default -> throw new IllegalArgumentException("no floating point: " + entry.dtype());
          };
    }
    return values;
  }
}
