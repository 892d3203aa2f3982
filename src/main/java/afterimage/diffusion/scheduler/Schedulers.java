package afterimage.diffusion.scheduler;

import afterimage.message.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The registry: which schedulers there are, under diffusers' class names and under short names. */
public final class Schedulers {
  private static final Map<String, Object> KARRAS = Map.of("use_karras_sigmas", true);

  private static final Map<String, Object> SDE = Map.of("algorithm_type", "sde-dpmsolver++");
  private static final Map<String, Object> SDE_KARRAS =
      Map.of("algorithm_type", "sde-dpmsolver++", "use_karras_sigmas", true);

  private static final Map<String, Object> SDE_3 =
      Map.of("algorithm_type", "sde-dpmsolver++", "solver_order", 3);
  private static final Map<String, Object> SDE_3_KARRAS =
      Map.of("algorithm_type", "sde-dpmsolver++", "solver_order", 3, "use_karras_sigmas", true);

  /** Latents have no range to be clipped to, as the classes of pixel models do by default. */
  private static final Map<String, Object> UNCLIPPED = Map.of("clip_sample", false);

  /** What belongs to a sampler and not to the model: left behind when another is chosen. */
  private static final Set<String> SAMPLER_OPTIONS =
      Set.of(
          "algorithm_type",
          "corrector_order",
          "disable_corrector",
          "eta",
          "euler_at_final",
          "final_sigmas_type",
          "interpolation_type",
          "lambda_min_clipped",
          "lower_order_final",
          "original_inference_steps",
          "predict_x0",
          "predictor_order",
          "sigma_max",
          "sigma_min",
          "solver_order",
          "solver_type",
          "timestep_scaling",
          "use_beta_sigmas",
          "use_exponential_sigmas",
          "use_karras_sigmas",
          "use_lu_lambdas",
          "variance_type");

  private static final List<Entry> ENTRIES =
      List.of(
          entry("euler", "EulerDiscrete", Map.of(), EulerScheduler::new),
          entry("euler-karras", "EulerDiscrete", KARRAS, EulerScheduler::new),
          entry("euler-a", "EulerAncestralDiscrete", Map.of(), EulerAncestralScheduler::new),
          entry("heun", "HeunDiscrete", Map.of(), HeunScheduler::new),
          entry("heun-karras", "HeunDiscrete", KARRAS, HeunScheduler::new),
          entry("lms", "LMSDiscrete", Map.of(), LmsScheduler::new),
          entry("lms-karras", "LMSDiscrete", KARRAS, LmsScheduler::new),
          entry("dpm2", "KDPM2Discrete", Map.of(), Kdpm2Scheduler::new),
          entry("dpm2-karras", "KDPM2Discrete", KARRAS, Kdpm2Scheduler::new),
          entry("dpm2-a", "KDPM2AncestralDiscrete", Map.of(), Kdpm2AncestralScheduler::new),
          entry("dpm2-a-karras", "KDPM2AncestralDiscrete", KARRAS, Kdpm2AncestralScheduler::new),
          entry("dpmpp-2m", "DPMSolverMultistep", Map.of(), DpmMultistepScheduler::new),
          entry("dpmpp-2m-karras", "DPMSolverMultistep", KARRAS, DpmMultistepScheduler::new),
          entry("dpmpp-2m-sde", "DPMSolverMultistep", SDE, DpmMultistepScheduler::new),
          entry(
              "dpmpp-2m-sde-karras", "DPMSolverMultistep", SDE_KARRAS, DpmMultistepScheduler::new),
          entry(
              "dpmpp-3m",
              "DPMSolverMultistep",
              Map.of("solver_order", 3),
              DpmMultistepScheduler::new),
          entry(
              "dpmpp-3m-karras",
              "DPMSolverMultistep",
              Map.of("solver_order", 3, "use_karras_sigmas", true),
              DpmMultistepScheduler::new),
          entry("dpmpp-3m-sde", "DPMSolverMultistep", SDE_3, DpmMultistepScheduler::new),
          entry(
              "dpmpp-3m-sde-karras",
              "DPMSolverMultistep",
              SDE_3_KARRAS,
              DpmMultistepScheduler::new),
          entry("dpmpp-2s", "DPMSolverSinglestep", Map.of(), DpmSinglestepScheduler::new),
          entry("dpmpp-2s-karras", "DPMSolverSinglestep", KARRAS, DpmSinglestepScheduler::new),
          entry("dpmpp-sde", "DPMSolverSDE", Map.of(), DpmSdeScheduler::new),
          entry("dpmpp-sde-karras", "DPMSolverSDE", KARRAS, DpmSdeScheduler::new),
          entry("unipc", "UniPCMultistep", Map.of(), UniPcScheduler::new),
          entry("unipc-karras", "UniPCMultistep", KARRAS, UniPcScheduler::new),
          entry("deis", "DEISMultistep", Map.of(), DeisScheduler::new),
          entry("deis-karras", "DEISMultistep", KARRAS, DeisScheduler::new),
          entry("sa-solver", "SASolver", Map.of(), SaSolverScheduler::new),
          entry("sa-solver-karras", "SASolver", KARRAS, SaSolverScheduler::new),
          entry("ddim", "DDIM", UNCLIPPED, DdimScheduler::new),
          entry("ddpm", "DDPM", UNCLIPPED, DdpmScheduler::new),
          entry("pndm", "PNDM", Map.of("skip_prk_steps", true), PndmScheduler::new),
          entry("lcm", "LCM", Map.of(), LcmScheduler::new),
          entry("tcd", "TCD", Map.of(), TcdScheduler::new));

  /** Networks of EDM know no training timesteps: no other sampler can work with them. */
  private static final List<Entry> EDM_ENTRIES =
      List.of(
          entry("euler", "EDMEuler", Map.of(), EdmEulerScheduler::new),
          entry("dpmpp-2m", "EDMDPMSolverMultistep", Map.of(), EdmDpmMultistepScheduler::new),
          entry("dpmpp-2m-sde", "EDMDPMSolverMultistep", SDE, EdmDpmMultistepScheduler::new),
          entry(
              "dpmpp-3m",
              "EDMDPMSolverMultistep",
              Map.of("solver_order", 3),
              EdmDpmMultistepScheduler::new));

  private Schedulers() {}

  /**
   * A scheduler for a configuration.
   *
   * @throws IllegalArgumentException if the class is unknown or an option has a bad value
   */
  public static Scheduler create(SchedulerConfig config) {
    return everyEntry()
        .filter(entry -> entry.className.equals(config.className()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Messages.of(
                        "diffusion.scheduler.class",
                        config.className(),
                        everyEntry().map(Entry::className).distinct().toList())))
        .constructor
        .apply(config);
  }

  /** Whether {@link #create} knows a class of this name. */
  public static boolean knows(String className) {
    return everyEntry().anyMatch(entry -> entry.className.equals(className));
  }

  /** Short names for users, in the order in which to offer them, of most models' samplers. */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /** Short names of the samplers that can work with a model of this configuration. */
  public static List<String> names(SchedulerConfig base) {
    return family(base).stream().map(Entry::name).toList();
  }

  /**
   * A model's own configuration with another sampler: what describes the model's training and
   * timesteps stays, what describes the sampler changes.
   *
   * @param name one of {@link #names(SchedulerConfig)}
   * @throws IllegalArgumentException if there is no such name
   */
  public static SchedulerConfig named(String name, SchedulerConfig base) {
    Entry entry =
        family(base).stream()
            .filter(candidate -> candidate.name.equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Messages.of("diffusion.scheduler.name", name, names(base))));
    Map<String, Object> options = new TreeMap<>(base.options());
    options.keySet().removeIf(key -> SAMPLER_OPTIONS.contains(key) && !isTraining(key, base));
    options.putAll(entry.options);
    return SchedulerConfig.of(entry.className, options);
  }

  /**
   * The short name that fits a configuration best: of its class, the one with the most options set
   * as in the configuration; the class name itself where there is none.
   */
  public static String nameOf(SchedulerConfig config) {
    return everyEntry()
        .filter(entry -> entry.className.equals(config.className()))
        .filter(entry -> config.options().entrySet().containsAll(entry.options.entrySet()))
        .max(Comparator.comparingInt(entry -> entry.options.size()))
        .map(Entry::name)
        .orElse(config.className());
  }

  private static Stream<Entry> everyEntry() {
    return Stream.concat(ENTRIES.stream(), EDM_ENTRIES.stream());
  }

  private static List<Entry> family(SchedulerConfig base) {
    return isEdm(base) ? EDM_ENTRIES : ENTRIES;
  }

  private static boolean isEdm(SchedulerConfig config) {
    return config.className().startsWith("EDM");
  }

  /** The bounds of EDM's noise levels are those of the training, elsewhere a sampler's choice. */
  private static boolean isTraining(String key, SchedulerConfig base) {
    return isEdm(base) && (key.equals("sigma_min") || key.equals("sigma_max"));
  }

  private static Entry entry(
      String name,
      String method,
      Map<String, Object> options,
      Function<SchedulerConfig, Scheduler> constructor) {
    return new Entry(name, method + "Scheduler", options, constructor);
  }

  private record Entry(
      String name,
      String className,
      Map<String, Object> options,
      Function<SchedulerConfig, Scheduler> constructor) {}
}
