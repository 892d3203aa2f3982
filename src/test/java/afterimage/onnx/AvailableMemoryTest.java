package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvailableMemoryTest {
  private static final long GIGABYTE = 1L << 30;

  @AfterEach
  void free() {
    AvailableMemory.limitTo(Long.MAX_VALUE);
  }

  @Test
  void bytes_withoutLimit_isWhatTheMachineHas() {
    assertThat(AvailableMemory.bytes()).isPositive();
  }

  @Test
  void bytes_limitBelowWhatIsUsed_isNothing() {
    AvailableMemory.limitTo(1 << 20);

    assertThat(AvailableMemory.bytes()).isZero();
  }

  @Test
  void bytes_limit_countsWhatThisProgramUsesAlready() {
    AvailableMemory.limitTo(GIGABYTE);

    assertThat(AvailableMemory.bytes()).isLessThan(GIGABYTE);
  }
}
