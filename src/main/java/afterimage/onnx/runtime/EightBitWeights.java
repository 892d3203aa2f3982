package afterimage.onnx.runtime;

import afterimage.checkpoint.weights.Supplied;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Weights in eight bits: 32 values share a scale, which their largest takes to 127; 128 stands for
 * zero. As ONNX Runtime's MatMulNBits wants them.
 */
final class EightBitWeights {
  private static final int ZERO = 128;
  private static final int MAX_CODE = 127;

  private EightBitWeights() {}

  /** The scale of each block. */
  static float[] scales(float[] values) {
    float[] scales = new float[values.length / Supplied.BLOCK];
    for (int block = 0; block < scales.length; block++) {
      float largest = 0;
      for (int i = block * Supplied.BLOCK; i < (block + 1) * Supplied.BLOCK; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      scales[block] = largest / MAX_CODE;
    }
    return scales;
  }

  /** The values as multiples of their scales, outside the heap. */
  static ByteBuffer values(float[] values) {
    float[] scales = scales(values);
    byte[] bits = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      float scale = scales[i / Supplied.BLOCK];
      bits[i] = (byte) (ZERO + (scale == 0 ? 0 : Math.round(values[i] / scale)));
    }
    return ByteBuffer.allocateDirect(bits.length).order(ByteOrder.nativeOrder()).put(bits).rewind();
  }
}
