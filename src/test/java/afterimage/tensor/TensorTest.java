package afterimage.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.reference.NpyFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorTest {
  private static final Tensor PAIR = new Tensor(new int[] {2, 2}, new float[] {1, 2, 3, 4});

  @Test
  void concat_alongEitherAxis_keepsRowsTogether() {
    Tensor more = new Tensor(new int[] {2, 1}, new float[] {5, 6});
    assertThat(Tensor.concat(1, List.of(PAIR, more)).data()).containsExactly(1, 2, 5, 3, 4, 6);
    assertThat(Tensor.concat(0, List.of(PAIR, PAIR)).data())
        .containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    assertThatThrownBy(() -> Tensor.concat(0, List.of(PAIR, more)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void repeat_wholeOrItems_ordersAsNamed() {
    assertThat(PAIR.repeat(2).data()).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    assertThat(PAIR.repeatItems(2).data()).containsExactly(1, 2, 1, 2, 3, 4, 3, 4);
    assertThat(Tensor.stack(List.of(PAIR, PAIR, PAIR)).shape()).containsExactly(3, 2, 2);
  }

  @Test
  void isFinite_nanOrInfinity_isFalse() {
    assertThat(PAIR.isFinite()).isTrue();
    assertThat(new Tensor(new int[] {2}, new float[] {1, Float.NaN}).isFinite()).isFalse();
    assertThat(new Tensor(new int[] {2}, new float[] {Float.NEGATIVE_INFINITY, 1}).isFinite())
        .isFalse();
  }

  @Test
  void npyWriter_tensorScalarAndIds_areReadBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.npy");
    NpyWriter.write(file, PAIR);
    assertThat(NpyFile.read(file).tensor()).isEqualTo(PAIR);
    Tensor scalar = new Tensor(new int[0], new float[] {7});
    NpyWriter.write(file, scalar);
    assertThat(NpyFile.read(file).tensor()).isEqualTo(scalar);
    NpyWriter.write(file, new int[][] {{1, 49407}, {3, 4}});
    assertThat(NpyFile.read(file).longs()).containsExactly(1, 49407, 3, 4);
    assertThat(NpyFile.read(file).shape()).containsExactly(2, 2);
  }
}
