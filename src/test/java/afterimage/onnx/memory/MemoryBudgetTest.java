package afterimage.onnx.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long GIGABYTE = 1L << 30;

  private final MemoryBudget budget = new MemoryBudget();

  @Test
  void available_withoutLimit_isWhatTheMachineHas() {
    assertThat(budget.available()).isPositive();
  }

  @Test
  void available_limitBelowWhatIsUsed_isNothing() {
    budget.limitTo(1 << 20);

    assertThat(budget.available()).isZero();
  }

  @Test
  void available_limit_countsWhatThisProgramUsesAlready() {
    budget.limitTo(GIGABYTE);

    assertThat(budget.available()).isLessThan(GIGABYTE);
  }
}
