package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCases;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearSystemTest {

  @Test
  void solve_zeroOnTheDiagonal_takesAnotherPivot() {
    assertThat(LinearSystem.solve(new double[][] {{0, 2, 6}, {3, 0, 12}})).containsExactly(4, 3);
  }

  @Test
  void solve_anySystem_givesBackWhatMadeIt() {
    SeededCases.check(200, values -> assertSolved(values.between(1, 6), values.anyLong()));
  }

  private static void assertSolved(int size, long seed) {
    Random random = new Random(seed);
    double[] expected = random.doubles(size, -2, 2).toArray();
    double[][] rows = new double[size][size + 1];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        // A heavy diagonal keeps the system far from singular.
        rows[row][column] = random.nextDouble() + (row == column ? 2 * size : 0);
        rows[row][size] += rows[row][column] * expected[column];
      }
    }
    double[] solved = LinearSystem.solve(rows);
    for (int i = 0; i < size; i++) {
      assertThat(solved[i]).isCloseTo(expected[i], within(1e-9));
    }
  }
}
