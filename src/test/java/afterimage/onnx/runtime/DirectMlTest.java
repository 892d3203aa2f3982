package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DirectMlTest {

  @Test
  void problem_noCard_saysWhatToInstall() {
    assertThat(DirectMl.problem(0, List.of())).contains("DirectX 12").contains("Install");
  }

  @Test
  void problem_numberOfNoCard_namesThoseThatAreThere() {
    assertThat(DirectMl.problem(2, List.of("Radeon 780M", "GeForce RTX 4070")))
        .isEqualTo(
            "there is no directml:2. There is directml:0 (Radeon 780M), directml:1 (GeForce RTX 4070).");
  }

  @Test
  void problem_cardThatIsThere_isNone() {
    assertThat(DirectMl.problem(0, List.of("Radeon 780M"))).isNull();
  }
}
