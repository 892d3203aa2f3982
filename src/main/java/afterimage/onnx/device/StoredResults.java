package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the blocks compute from their made-up numbers, in 32 bits: all outputs of a block in one
 * file, little-endian. Made once by {@code StoredResultsTest} on a processor.
 */
final class StoredResults {
  private StoredResults() {}

  /** A block's file, as a resource of this package. */
  static String file(Block block) {
    return block.label() + ".f32";
  }

  /** A block's right outputs, one after the other. */
  static float[] of(Block block) {
    try (InputStream in = StoredResults.class.getResourceAsStream(file(block))) {
      if (in == null) {
        throw new IllegalStateException("no results are stored for " + block);
      }
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the program cannot be read", e);
    }
  }
}
