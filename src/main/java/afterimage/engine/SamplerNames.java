package afterimage.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What other programs call the samplers: A1111 ("DPM++ 2M", schedule type "Karras", or both in one
 * name as before its version 1.9), ComfyUI ({@code dpmpp_2m} with {@code karras}), InvokeAI ({@code
 * dpmpp_2m_k}) and those that write as they do.
 *
 * @see <a href="https://github.com/AUTOMATIC1111/stable-diffusion-webui">A1111,
 *     modules/sd_samplers_kdiffusion.py and sd_schedulers.py</a>
 * @see <a href="https://github.com/comfyanonymous/ComfyUI">ComfyUI, comfy/samplers.py</a>
 */
public final class SamplerNames {
  private static final String KARRAS = "karras";

  /** By what is left of a name without its signs: lower case letters, digits and plus signs. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("euler", "euler"),
          Map.entry("eulera", "euler-a"),
          Map.entry("eulerancestral", "euler-a"),
          Map.entry("heun", "heun"),
          Map.entry("lms", "lms"),
          Map.entry("dpm2", "dpm2"),
          Map.entry("dpm2a", "dpm2-a"),
          Map.entry("dpm2ancestral", "dpm2-a"),
          Map.entry("dpm++2m", "dpmpp-2m"),
          Map.entry("dpm++2msde", "dpmpp-2m-sde"),
          Map.entry("dpm++2msdegpu", "dpmpp-2m-sde"),
          Map.entry("dpm++3msde", "dpmpp-3m-sde"),
          Map.entry("dpm++3msdegpu", "dpmpp-3m-sde"),
          Map.entry("dpm++sde", "dpmpp-sde"),
          Map.entry("dpm++sdegpu", "dpmpp-sde"),
          Map.entry("unipc", "unipc"),
          Map.entry("unipcbh2", "unipc"),
          Map.entry("deis", "deis"),
          Map.entry("sasolver", "sa-solver"),
          Map.entry("ddim", "ddim"),
          Map.entry("ddpm", "ddpm"),
          Map.entry("plms", "pndm"),
          Map.entry("pndm", "pndm"),
          Map.entry("kdpm2", "dpm2"),
          Map.entry("kdpm2a", "dpm2-a"),
          Map.entry("lcm", "lcm"),
          Map.entry("tcd", "tcd"));

  /** Those that have a variant with the noise levels of Karras et al. */
  private static final Set<String> WITH_KARRAS =
      Set.of(
          "euler",
          "heun",
          "lms",
          "dpm2",
          "dpm2-a",
          "dpmpp-2m",
          "dpmpp-2m-sde",
          "dpmpp-3m-sde",
          "dpmpp-sde",
          "unipc",
          "deis",
          "sa-solver");

  /** Schedules that lay timesteps out as a model's own configuration does, or nearly so. */
  private static final Set<String> PLAIN =
      Set.of("", "normal", "uniform", "simple", "sgmuniform", "ddim", "ddimuniform");

  /** What A1111 takes by itself where the schedule type is "Automatic". */
  private static final Map<String, String> AUTOMATIC = new HashMap<>();

  static {
    for (String karras : Set.of("dpm2", "dpm2-a", "dpmpp-2m", "dpmpp-sde")) {
      AUTOMATIC.put(karras, KARRAS);
    }
    for (String exponential : Set.of("dpmpp-2m-sde", "dpmpp-3m-sde")) {
      AUTOMATIC.put(exponential, "exponential");
    }
  }

  private SamplerNames() {}

  /**
   * The sampler that another program means.
   *
   * @param sampler as that program calls it, with or without the schedule
   * @param schedule as that program calls it, or null where it is not said
   * @return one of our short names, as {@code --scheduler} takes it; nothing where none does the
   *     same
   */
  public static Optional<String> of(String sampler, @Nullable String schedule) {
    String name = bare(sampler);
    String spacing = bare(schedule == null ? "" : schedule);
    for (String ending : List.of(KARRAS, "k")) { // InvokeAI's names end with "_k".
      if (spacing.isEmpty() && name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
        spacing = KARRAS;
      }
    }
    String ours = OURS.get(name);
    if (ours == null) {
      return Optional.empty();
    }
    if (spacing.equals("automatic")) {
      spacing = AUTOMATIC.getOrDefault(ours, "");
    }
    if (PLAIN.contains(spacing)) {
      return Optional.of(ours);
    }
    return spacing.equals(KARRAS) && WITH_KARRAS.contains(ours)
        ? Optional.of(ours + "-" + KARRAS)
        : Optional.empty();
  }

  /** A name without what programs write differently: "DPM++ 2M" and {@code dpmpp_2m} are one. */
  private static String bare(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT).replace("dpmpp", "dpm++");
    StringBuilder bare = new StringBuilder();
    lower
        .chars()
        .filter(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+')
        .forEach(c -> bare.append((char) c));
    return bare.toString();
  }
}
