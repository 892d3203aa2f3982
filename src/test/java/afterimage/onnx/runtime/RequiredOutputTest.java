package afterimage.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RequiredOutputTest {
  @Test
  void fits_otherShape_isFalse() {
    RequiredOutput output = RequiredOutput.of("x", 1, RequiredOutput.ANY);

    assertTrue(output.fits(new long[] {1, 7}));
    assertFalse(output.fits(new long[] {1, 0}));
    assertFalse(output.fits(new long[] {2, 7}));
    assertFalse(output.fits(new long[] {1, 7, 1}));
  }

  /** A graph may enlarge what it was given a thousand times: buffers end at 2 GB. */
  @Test
  void fits_moreValuesThanABufferHolds_isFalse() {
    RequiredOutput any = RequiredOutput.any("x");
    long most = Integer.MAX_VALUE / 4;

    assertTrue(any.fits(new long[] {1, most}));
    assertFalse(any.fits(new long[] {1, most + 1}));
    assertFalse(any.fits(new long[] {1 << 30, 1 << 30, 1 << 30}));
    assertFalse(RequiredOutput.of("x", 1, RequiredOutput.ANY).fits(new long[] {1, most + 1}));
  }
}
