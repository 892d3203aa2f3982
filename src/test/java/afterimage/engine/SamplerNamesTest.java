package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerNamesTest {
  @ParameterizedTest
  @CsvSource({
    "Euler a, , euler-a",
    "DPM++ 2M Karras, , dpmpp-2m-karras",
    "DPM++ 2M, Karras, dpmpp-2m-karras",
    "DPM++ 2M, Automatic, dpmpp-2m-karras",
    "DPM++ 2M, , dpmpp-2m",
    "DPM++ 2M, SGM Uniform, dpmpp-2m",
    "DPM++ 2M SDE Karras, , dpmpp-2m-sde-karras",
    "DPM++ 3M SDE, Karras, dpmpp-3m-sde-karras",
    "DPM++ SDE, Automatic, dpmpp-sde-karras",
    "Euler, Automatic, euler",
    "DPM2 a Karras, , dpm2-a-karras",
    "PLMS, , pndm",
    "UniPC, , unipc",
    "dpmpp_2m, karras, dpmpp-2m-karras",
    "dpmpp_2m_sde_gpu, karras, dpmpp-2m-sde-karras",
    "euler_ancestral, normal, euler-a",
    "dpm_2_ancestral, simple, dpm2-a",
    "uni_pc_bh2, simple, unipc",
    "sa_solver, karras, sa-solver-karras",
    "ddim, ddim_uniform, ddim",
    "dpmpp_2m_sde_k, , dpmpp-2m-sde-karras",
    "euler_a, , euler-a",
    "lcm, sgm_uniform, lcm"
  })
  void of_anotherProgramsName_isOurs(String sampler, String schedule, String ours) {
    assertThat(SamplerNames.of(sampler, schedule)).contains(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "DPM adaptive, ",
    "DPM++ 2S a, ",
    "Restart, Karras",
    "DPM++ 2M, Exponential",
    "DPM++ 2M SDE, Automatic",
    "Euler a Karras, ",
    "DDIM, Karras",
    "'', ",
    "k, "
  })
  void of_nameWithoutCounterpart_isNothing(String sampler, String schedule) {
    assertThat(SamplerNames.of(sampler, schedule)).isEmpty();
  }

  @Test
  void of_ourOwnName_isItself() {
    assertThat(SamplerNames.of("dpmpp-2m-sde-karras", null)).contains("dpmpp-2m-sde-karras");
  }
}
