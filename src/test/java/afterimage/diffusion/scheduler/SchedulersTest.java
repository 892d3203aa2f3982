package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulersTest {
  /** As published with the SDXL refiner, keys of other schedulers included. */
  private static final SchedulerConfig REFINER =
      SchedulerConfig.of(
          "EulerDiscreteScheduler",
          Map.ofEntries(
              Map.entry("_class_name", "EulerDiscreteScheduler"),
              Map.entry("_diffusers_version", "0.19.0.dev0"),
              Map.entry("beta_end", 0.012),
              Map.entry("beta_schedule", "scaled_linear"),
              Map.entry("beta_start", 0.00085),
              Map.entry("clip_sample", false),
              Map.entry("interpolation_type", "linear"),
              Map.entry("num_train_timesteps", 1000),
              Map.entry("prediction_type", "epsilon"),
              Map.entry("sample_max_value", 1.0),
              Map.entry("set_alpha_to_one", false),
              Map.entry("skip_prk_steps", true),
              Map.entry("steps_offset", 1),
              Map.entry("timestep_spacing", "leading"),
              Map.entry("use_karras_sigmas", false)));

  static List<String> names() {
    return Schedulers.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void named_everyName_isFoundAgainAndRuns(String name) {
    SchedulerConfig config = Schedulers.named(name, REFINER);
    assertThat(Schedulers.nameOf(config)).isEqualTo(name);
    assertThat(config.options()).containsEntry("steps_offset", 1).containsEntry("beta_end", 0.012);
    Scheduler scheduler = Schedulers.create(config);
    scheduler.setTimesteps(20);
    assertThat(scheduler.timesteps()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(scheduler.trainTimesteps()).isEqualTo(1000);
  }

  @ParameterizedTest
  @MethodSource("names")
  void noiseLevel_wholeRun_startsHighAndFalls(String name) {
    Scheduler scheduler = Schedulers.create(Schedulers.named(name, REFINER));
    scheduler.setTimesteps(20);
    double last = Double.POSITIVE_INFINITY;
    int calls = scheduler.timesteps().length;
    for (int i = 0; i < calls; i++) {
      scheduler.setBeginIndex(i);
      double level = scheduler.noiseLevel();
      assertThat(level).as("call %d", i).isPositive().isLessThanOrEqualTo(last);
      assertThat(level).as("call %d", i).isBetween(i == 0 ? 10.0 : 0, 14.7);
      last = level;
    }
  }

  @Test
  void noiseLevel_samplersWithAndWithoutATable_agree() {
    Scheduler euler = Schedulers.create(Schedulers.named("euler", REFINER));
    Scheduler ddim = Schedulers.create(Schedulers.named("ddim", REFINER));
    for (Scheduler scheduler : List.of(euler, ddim)) {
      scheduler.setTimesteps(10);
      scheduler.setBeginIndex(4);
    }

    assertThat(euler.timesteps()[4]).isEqualTo(ddim.timesteps()[4]);
    assertThat(ddim.noiseLevel()).isCloseTo(euler.noiseLevel(), within(1e-5));
  }

  @Test
  void named_networkOfEdm_offersOnlyItsOwnAndKeepsItsLevels() {
    SchedulerConfig edm =
        SchedulerConfig.of(
            "EDMEulerScheduler", Map.of("sigma_max", 40.0, "sigma_schedule", "exponential"));
    assertThat(Schedulers.names(edm)).contains("euler", "dpmpp-2m").doesNotContain("ddim", "tcd");
    for (String name : Schedulers.names(edm)) {
      SchedulerConfig config = Schedulers.named(name, edm);
      assertThat(Schedulers.nameOf(config)).isEqualTo(name);
      Scheduler scheduler = Schedulers.create(config);
      scheduler.setTimesteps(10);
      assertThat(scheduler.sigmas()).startsWith(40.0);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedulers.named("ddim", edm))
        .withMessageContaining("dpmpp-2m");
  }

  @Test
  void create_badValuesOfNewerSchedulers_nameKeyAndValue() {
    refused("TCDScheduler", "eta", 1.5);
    refused("TCDScheduler", "original_inference_steps", 2000);
    refused("DEISMultistepScheduler", "solver_order", 4);
    refused("SASolverScheduler", "predictor_order", 4);
    refused("SASolverScheduler", "corrector_order", 5);
    refused("SASolverScheduler", "algorithm_type", "magic");
    refused("SASolverScheduler", "tau_func", "lambda t: 1");
    refused("EDMEulerScheduler", "sigma_data", 0);
    refused("EDMEulerScheduler", "sigma_min", -1);
    refused("EDMEulerScheduler", "prediction_type", "sample");
    refused("EDMEulerScheduler", "sigma_schedule", "linear");
  }

  private static void refused(String className, String key, Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedulers.create(SchedulerConfig.of(className, Map.of(key, value))))
        .withMessageContaining("'" + key + "'");
  }

  @Test
  void named_karrasThenPlain_forgetsKarras() {
    SchedulerConfig karras = Schedulers.named("euler-karras", REFINER);
    assertThat(Schedulers.nameOf(Schedulers.named("euler", karras))).isEqualTo("euler");
  }

  @Test
  void named_unknownName_namesItAndTheList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedulers.named("eular", REFINER))
        .withMessageContaining("'eular'")
        .withMessageContaining("euler-karras");
  }

  @Test
  void create_unknownClass_namesItAndTheList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedulers.create(SchedulerConfig.of("Magic", Map.of())))
        .withMessageContaining("'Magic'")
        .withMessageContaining("EulerDiscreteScheduler");
  }

  @Test
  void nameOf_unknownClass_isTheClass() {
    assertThat(Schedulers.nameOf(SchedulerConfig.of("Magic", Map.of()))).isEqualTo("Magic");
  }

  @Test
  void config_unknownKey_namesItAndTheList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REFINER.with("use_magic", true))
        .withMessageContaining("'use_magic'")
        .withMessageContaining("use_karras_sigmas");
  }

  @Test
  void create_badValues_nameKeyAndValue() {
    Map<String, Object> bad =
        Map.of(
            "beta_start", "small",
            "beta_end", 1.5,
            "beta_schedule", "cubic",
            "num_train_timesteps", 0,
            "prediction_type", "flow_prediction",
            "steps_offset", -1,
            "timestep_spacing", "random",
            "trained_betas", List.of(0.1, 0.2),
            "use_karras_sigmas", "yes");
    bad.forEach(
        (key, value) ->
            assertThatIllegalArgumentException()
                .isThrownBy(
                    () -> {
                      Schedulers.create(REFINER.with(key, value)).setTimesteps(5);
                    })
                .withMessageContaining("'" + key + "'"));
  }

  @Test
  void create_twoSpacings_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Schedulers.create(
                    REFINER.with("use_karras_sigmas", true).with("use_beta_sigmas", true)))
        .withMessageContaining("use_beta_sigmas");
  }

  @ParameterizedTest
  @MethodSource("names")
  void setTimesteps_noStepOrTooMany_isRefused(String name) {
    Scheduler scheduler = Schedulers.create(Schedulers.named(name, REFINER));
    assertThatIllegalArgumentException().isThrownBy(() -> scheduler.setTimesteps(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduler.setTimesteps(1001))
        .withMessageContaining("1001");
  }
}
