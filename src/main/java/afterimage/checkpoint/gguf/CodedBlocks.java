package afterimage.checkpoint.gguf;

import org.jspecify.annotations.Nullable;

/**
 * Values as whole numbers: each block of {@code length} has a scale, and in some types an offset.
 *
 * @param length of a block, 16 or 32
 * @param codes whole numbers, block by block
 * @param scales by which a block's codes are multiplied
 * @param offsets that are added then; null for none
 */
public record CodedBlocks(int length, byte[] codes, float[] scales, float @Nullable [] offsets) {

  /** The values themselves. */
  public float[] values() {
    float[] values = new float[codes.length];
    for (int i = 0; i < values.length; i++) {
      int block = i / length;
      float value = scales[block] * codes[i];
      values[i] = offsets == null ? value : value + offsets[block];
    }
    return values;
  }
}
