package afterimage.diffusion.scheduler;

import afterimage.message.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler's class name and options, as diffusers writes them to {@code scheduler_config.json}.
 *
 * <p>Published files carry keys of other schedulers (a refiner's Euler has {@code clip_sample}), so
 * every key of the schedulers that we know is accepted; a scheduler reads those that mean something
 * to it. Keys beginning with an underscore are notes, and a null value means that the key is
 * absent.
 */
public final class SchedulerConfig {
  private static final Set<String> KEYS =
      Set.of(
          "algorithm_type",
          "beta_end",
          "beta_schedule",
          "beta_start",
          "clip_sample",
          "clip_sample_range",
          "corrector_order",
          "disable_corrector",
          "dynamic_thresholding_ratio",
          "eta",
          "euler_at_final",
          "final_sigmas_type",
          "flow_shift",
          "interpolation_type",
          "lambda_min_clipped",
          "lower_order_final",
          "noise_sampler_seed",
          "num_train_timesteps",
          "original_inference_steps",
          "predict_x0",
          "prediction_type",
          "predictor_order",
          "rescale_betas_zero_snr",
          "rho",
          "sample_max_value",
          "set_alpha_to_one",
          "shift_terminal",
          "sigma_data",
          "sigma_max",
          "sigma_min",
          "sigma_schedule",
          "skip_prk_steps",
          "solver_order",
          "solver_p",
          "solver_type",
          "steps_offset",
          "tau_func",
          "thresholding",
          "time_shift_type",
          "timestep_scaling",
          "timestep_spacing",
          "timestep_type",
          "trained_betas",
          "use_beta_sigmas",
          "use_dynamic_shifting",
          "use_exponential_sigmas",
          "use_flow_sigmas",
          "use_karras_sigmas",
          "use_lu_lambdas",
          "variance_type");

  /** Of any whole number: a hundred times what networks are trained with. */
  static final int MAX_TIMESTEPS = 100_000;

  private final String className;
  private final Map<String, Object> options;

  private SchedulerConfig(String className, Map<String, Object> options) {
    this.className = className;
    this.options = Collections.unmodifiableMap(options);
  }

  /**
   * A configuration from the entries of a {@code scheduler_config.json}.
   *
   * @param className diffusers' name, for example {@code EulerDiscreteScheduler}
   * @param options strings, numbers, booleans, lists and nulls by key
   * @throws IllegalArgumentException naming a key that no scheduler has
   */
  public static SchedulerConfig of(
      String className, Map<String, ? extends @Nullable Object> options) {
    Map<String, Object> known = new TreeMap<>();
    options.forEach(
        (key, value) -> {
          if (key.startsWith("_")) {
            return;
          }
          if (!KEYS.contains(key)) {
            throw new IllegalArgumentException(
                Messages.of("diffusion.scheduler.option", key, new TreeSet<>(KEYS)));
          }
          if (value != null) {
            known.put(key, value);
          }
        });
    return new SchedulerConfig(className, known);
  }

  /** The same of a class that is not known: its options that no known scheduler has count not. */
  public static SchedulerConfig ofUnknown(
      String className, Map<String, ? extends @Nullable Object> options) {
    Map<String, @Nullable Object> known = new TreeMap<>(options);
    known.keySet().retainAll(KEYS);
    return of(className, known);
  }

  /** Diffusers' name of the class, for example {@code EulerDiscreteScheduler}. */
  public String className() {
    return className;
  }

  /** Every option that is set, by key, in alphabetical order. */
  public Map<String, Object> options() {
    return options;
  }

  /** This configuration with one option set, or removed where the value is null. */
  public SchedulerConfig with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new TreeMap<>(options);
    changed.put(key, value);
    return of(className, changed);
  }

  /** A whole number of at least {@code least} and at most {@link #MAX_TIMESTEPS}. */
  int integer(String key, int least, int fallback) {
    Object value = options.getOrDefault(key, fallback);
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= least) {
      if (number.intValue() > MAX_TIMESTEPS) {
        throw bad("diffusion.option.most", key, value, MAX_TIMESTEPS);
      }
      return number.intValue();
    }
    throw bad("diffusion.option.whole", key, value, least);
  }

  /** A finite number. */
  double number(String key, double fallback) {
    Double value = numberOrNull(key);
    return value == null ? fallback : value;
  }

  /** A finite number, or null where the option is not set. */
  @Nullable Double numberOrNull(String key) {
    Object value = options.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw bad("diffusion.option.number", key, value);
  }

  /** A number that may be minus infinity, in Python's words; so it is where it is not set. */
  double lowerBound(String key) {
    Object value = options.getOrDefault(key, Double.NEGATIVE_INFINITY);
    if (value instanceof Number number && number.doubleValue() < Double.POSITIVE_INFINITY) {
      return number.doubleValue();
    }
    if ("-inf".equals(value) || "-Infinity".equals(value)) {
      return Double.NEGATIVE_INFINITY;
    }
    throw bad("diffusion.option.bound", key, value);
  }

  boolean flag(String key, boolean fallback) {
    Object value = options.getOrDefault(key, fallback);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw bad("diffusion.option.flag", key, value);
  }

  /** One of an enumeration's constants, which are named by their {@code toString()}. */
  <E extends Enum<E>> E choice(String key, E fallback) {
    Object value = options.getOrDefault(key, fallback.toString());
    E[] constants = fallback.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (constant.toString().equals(value)) {
        return constant;
      }
    }
    throw bad("diffusion.option.choice", key, value, Arrays.toString(constants));
  }

  /** A list of numbers, or null where the option is not set. */
  double @Nullable [] numbersOrNull(String key) {
    Object value = options.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(item -> ((Number) item).doubleValue()).toArray();
    }
    throw bad("diffusion.option.list", key, value);
  }

  /** Refuses an option that asks for something this scheduler does not do. */
  void refuse(String... keys) {
    for (String key : keys) {
      if (flag(key, false)) {
        throw bad("diffusion.option.refused", key, true, className);
      }
    }
  }

  /**
   * An option with a bad value.
   *
   * @param sentence whose places are the option, its value and what {@code more} there is to say
   */
  IllegalArgumentException bad(String sentence, String key, Object value, Object... more) {
    List<String> places = new ArrayList<>(List.of(key, value.toString()));
    for (Object one : more) {
      places.add(one.toString());
    }
    return new IllegalArgumentException(Messages.of(sentence, places.toArray()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchedulerConfig config
        && className.equals(config.className)
        && options.equals(config.options);
  }

  @Override
  public int hashCode() {
    return 31 * className.hashCode() + options.hashCode();
  }

  @Override
  public String toString() {
    return className + options;
  }
}
