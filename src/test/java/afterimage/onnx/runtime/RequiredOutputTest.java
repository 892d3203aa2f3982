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

  /** A graph may enlarge what it was given a thousand times. */
  @Test
  void fits_moreValuesThanAnyNetworkShouldChoose_isFalse() {
    RequiredOutput any = RequiredOutput.any("x");
    RequiredOutput free = RequiredOutput.of("x", 1, RequiredOutput.ANY);
    long most = 1 << 26;

    assertTrue(any.fits(new long[] {1, most}));
    assertFalse(any.fits(new long[] {1, most + 1}));
    assertFalse(any.fits(new long[] {1 << 30, 1 << 30, 1 << 30}));
    assertTrue(free.fits(new long[] {1, most}));
    assertFalse(free.fits(new long[] {1, most + 1}));
  }

  @Test
  void fits_askedForButMoreThanABufferHolds_isFalse() {
    long most = Integer.MAX_VALUE / 4;

    assertTrue(RequiredOutput.of("x", 1, most).fits(new long[] {1, most}));
    assertFalse(RequiredOutput.of("x", 1, most + 1).fits(new long[] {1, most + 1}));
  }
}
