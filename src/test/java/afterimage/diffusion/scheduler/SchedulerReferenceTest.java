package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.reference.Closeness;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import afterimage.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Tables, truncations and whole runs as diffusers' schedulers give them. */
@Tag("reference")
class SchedulerReferenceTest {
  /** Of the second set, where errors of single precision add up over several steps. */
  private static final List<String> LESS_EXACT = List.of("sasolver", "deis_3", "dpmpp_3m");

  @TestFactory
  Stream<DynamicTest> tables() {
    return ofEachSet(SchedulerReferenceTest::tables);
  }

  @TestFactory
  Stream<DynamicContainer> truncations() {
    return ofEachSet(SchedulerReferenceTest::truncations);
  }

  @TestFactory
  Stream<DynamicTest> trajectories() {
    return ofEachSet(SchedulerReferenceTest::trajectories);
  }

  private static <T> Stream<T> ofEachSet(Function<ReferenceSet, Stream<T>> tests) {
    return Stream.of(ReferenceSet.values())
        .filter(set -> set.has("schedulers", "configs.json"))
        .flatMap(tests);
  }

  private static Stream<DynamicTest> tables(ReferenceSet set) {
    ReferenceConfigs configs = new ReferenceConfigs(set);
    return set.json("schedulers", "tables.json")
        .valueStream()
        .map(
            table -> {
              String id = table.get("config").asString();
              int steps = table.get("num_inference_steps").asInt();
              return DynamicTest.dynamicTest(
                  id + " in " + steps, () -> assertTable(configs.scheduler(id), steps, table));
            });
  }

  private static void assertTable(Scheduler scheduler, int steps, JsonNode table) {
    scheduler.setTimesteps(steps);
    assertThat(scheduler.order()).isEqualTo(table.get("order").asInt());
    assertTimesteps(scheduler.timesteps(), table.get("timesteps"));
    double sigma = table.get("init_noise_sigma").asDouble();
    assertThat(scheduler.initNoiseSigma()).isCloseTo(sigma, within(sigma * 1e-5 + 1e-6));
    double[] sigmas = scheduler.sigmas();
    JsonNode recorded = table.get("sigmas");
    assertThat(sigmas == null).as("has no sigmas").isEqualTo(recorded.isNull());
    if (sigmas == null) {
      return;
    }
    assertThat(sigmas).hasSize(recorded.size());
    for (int i = 0; i < recorded.size(); i++) {
      double expected = recorded.get(i).asDouble();
      assertThat(sigmas[i]).as("sigma %d", i).isCloseTo(expected, within(expected * 1e-5 + 1e-6));
    }
  }

  private static void assertTimesteps(double[] actual, JsonNode recorded) {
    assertThat(actual).hasSize(recorded.size());
    for (int i = 0; i < recorded.size(); i++) {
      double expected = recorded.get(i).asDouble();
      double tolerance =
          expected == Math.rint(expected) && actual[i] == Math.rint(actual[i]) ? 0 : 2e-3;
      assertThat(actual[i]).as("timestep %d", i).isCloseTo(expected, within(tolerance));
    }
  }

  private static Stream<DynamicContainer> truncations(ReferenceSet set) {
    ReferenceConfigs configs = new ReferenceConfigs(set);
    return set.json("schedulers", "truncation.json").get("rows").properties().stream()
        .map(
            rows ->
                DynamicContainer.dynamicContainer(
                    rows.getKey(),
                    rows.getValue()
                        .valueStream()
                        .<DynamicNode>map(
                            row ->
                                DynamicTest.dynamicTest(
                                    row.toString(),
                                    () ->
                                        assertTruncation(configs.scheduler(rows.getKey()), row)))));
  }

  private static void assertTruncation(Scheduler scheduler, JsonNode row) {
    int steps = row.get(0).asInt();
    scheduler.setTimesteps(steps);
    Truncation truncation =
        Truncation.of(
            scheduler,
            steps,
            row.get(1).isNull() ? 1 : row.get(1).asDouble(),
            number(row.get(2)),
            number(row.get(3)));
    assertThat(truncation).isEqualTo(new Truncation(row.get(4).asInt(), row.get(5).asInt()));
    if (truncation.count() > 0) {
      int last = truncation.beginIndex() + truncation.count() - 1;
      assertThat(scheduler.timesteps()[truncation.beginIndex()])
          .isCloseTo(row.get(7).asDouble(), within(2e-3));
      assertThat(scheduler.timesteps()[last]).isCloseTo(row.get(8).asDouble(), within(2e-3));
    }
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNull() ? null : node.asDouble();
  }

  private static Stream<DynamicTest> trajectories(ReferenceSet set) {
    ReferenceConfigs configs = new ReferenceConfigs(set);
    JsonNode trajectories = set.json("schedulers", "trajectories.json");
    FakeModel model = FakeModel.of(trajectories.get("model"));
    return trajectories
        .get("cases")
        .valueStream()
        .map(
            run ->
                DynamicTest.dynamicTest(
                    run.get("id").asString(),
                    () ->
                        assertRun(
                            set, configs.scheduler(run.get("config").asString()), model, run)));
  }

  private static void assertRun(
      ReferenceSet set, Scheduler scheduler, FakeModel model, JsonNode run) {
    double tolerance =
        set == ReferenceSet.SECOND
                && LESS_EXACT.stream().anyMatch(run.get("config").asString()::startsWith)
            ? 5e-5
            : 2e-5;
    scheduler.setTimesteps(run.get("num_inference_steps").asInt());
    int begin = run.get("begin_index").asInt();
    scheduler.setBeginIndex(begin);
    double[] timesteps = scheduler.timesteps();
    Tensor recorded = set.npy("schedulers", run.get("latents").asString()).tensor();
    Tensor sample = startOf(set, scheduler, run, timesteps[begin]);
    Closeness.assertWithinOfLargest(sample.data(), recorded.slice(0).data(), tolerance);
    Tensor stepNoise = set.npy("schedulers", "step_noise.npy").tensor();
    Iterator<Integer> drawnAt =
        run.get("step_noise_used_at").valueStream().map(JsonNode::asInt).iterator();
    for (int i = 0; i < run.get("timesteps").size(); i++) {
      int call = i;
      double timestep = timesteps[begin + i];
      Tensor output = model.output(scheduler.scaleModelInput(sample, timestep), timestep);
      Scheduler.Step step =
          scheduler.step(
              output,
              timestep,
              sample,
              shape -> {
                assertThat(drawnAt.next()).as("noise is drawn at this call").isEqualTo(call);
                return noise(scheduler, begin, call, stepNoise).reshape(shape);
              });
      sample = step.previous();
      Closeness.assertWithinOfLargest(sample.data(), recorded.slice(i + 1).data(), tolerance);
      assertThat(step.predictedOriginal().data())
          .hasSameSizeAs(sample.data())
          .doesNotContain(Float.NaN);
    }
    assertThat(drawnAt).as("calls that draw noise").isExhausted();
  }

  /**
   * The noise of a call. "DPM++ SDE" makes the noise of a whole step of that of its first half and
   * new noise; what is recorded is that of the whole step.
   */
  private static Tensor noise(Scheduler scheduler, int begin, int call, Tensor recorded) {
    double[] sigmas = scheduler.sigmas();
    if (!(scheduler instanceof DpmSdeScheduler) || call % 2 == 0 || sigmas == null) {
      return recorded.slice(call);
    }
    double from = sigmas[begin + call - 1];
    double to = sigmas[begin + call];
    double share = (from - Math.sqrt(from * to)) / (from - to);
    return LinearCombination.of(1 / Math.sqrt(1 - share), recorded.slice(call))
        .plus(-Math.sqrt(share / (1 - share)), recorded.slice(call - 1))
        .toTensor();
  }

  private static Tensor startOf(
      ReferenceSet set, Scheduler scheduler, JsonNode run, double timestep) {
    if (run.get("kind").asString().equals("txt2img")) {
      Tensor noise = set.npy("schedulers", "x_init.npy").tensor();
      return Elementwise.map(noise, e -> (float) (e * scheduler.initNoiseSigma()));
    }
    Tensor clean = set.npy("schedulers", "clean.npy").tensor();
    if (!run.get("denoising_start").isNull()) {
      return clean;
    }
    return scheduler.addNoise(clean, set.npy("schedulers", "add_noise.npy").tensor(), timestep);
  }

  @TestFactory
  Stream<DynamicTest> trainingSchedules() {
    return Stream.of(false, true)
        .filter(zeroSnr -> ReferenceFolder.has("schedulers", "betas_" + name(zeroSnr)))
        .map(
            zeroSnr ->
                DynamicTest.dynamicTest(
                    name(zeroSnr),
                    () -> {
                      NoiseSchedule schedule = schedule(zeroSnr);
                      Closeness.assertWithin(
                          schedule.betas(),
                          ReferenceFolder.npy("schedulers", "betas_" + name(zeroSnr)).floats(),
                          zeroSnr ? 1e-5 : 1e-6);
                      Closeness.assertWithin(
                          schedule.alphasCumprod(),
                          ReferenceFolder.npy("schedulers", "alphas_cumprod_" + name(zeroSnr))
                              .floats(),
                          1e-6);
                    }));
  }

  private static String name(boolean zeroSnr) {
    return (zeroSnr ? "zero_snr" : "default") + ".npy";
  }

  private static NoiseSchedule schedule(boolean zeroSnr) {
    return NoiseSchedule.of(
        SchedulerConfig.of("any", Map.of("rescale_betas_zero_snr", zeroSnr)),
        NoiseSchedule.Defaults.STABLE_DIFFUSION);
  }

  /** The golden data's stand-in for a network: a·x + d·sin(b·t + c·i). */
  private record FakeModel(double a, double b, double c, double d) {
    static FakeModel of(JsonNode node) {
      return new FakeModel(
          node.get("a").asDouble(),
          node.get("b").asDouble(),
          node.get("c").asDouble(),
          node.get("d").asDouble());
    }

    Tensor output(Tensor input, double timestep) {
      float[] values = input.data().clone();
      IntStream.range(0, values.length)
          .forEach(i -> values[i] = (float) (a * values[i] + d * Math.sin(b * timestep + c * i)));
      return new Tensor(input.shape(), values);
    }
  }
}
