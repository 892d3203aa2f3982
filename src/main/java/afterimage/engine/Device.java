package afterimage.engine;

import afterimage.message.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a model runs.
 *
 * @param kind which execution provider
 * @param index which of several such devices, from 0
 */
public record Device(Kind kind, int index) {

  /** The first that loads, in the order of {@link Kind}. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /**
   * Execution providers, by the names users give them; those that run a model in the order in which
   * {@code auto} takes them. What may be slower than the processor stands behind it: WebGPU also
   * opens on drivers that are software, and no card has run it yet.
   */
  public enum Kind {
    AUTO("Auto", false),
    CUDA("CUDA", true),
    DIRECTML("DirectML", true),
    COREML("CoreML", false),
    CPU("CPU", false),
    WEBGPU("WebGPU", true);

    private final String title;
    private final boolean numbered;

    /**
     * @param title as its maker writes it
     * @param numbered whether a machine can have several
     */
    Kind(String title, boolean numbered) {
      this.title = title;
      this.numbered = numbered;
    }

    /** {@code cpu}, {@code cuda} and so on. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As its maker writes it: {@code CUDA}, {@code DirectML}. */
    public String title() {
      return title;
    }

    /** Whether a machine can have several, told apart by their number: {@code cuda:1}. */
    public boolean isNumbered() {
      return numbered;
    }

    /** What a model can run on, in the order in which {@code auto} takes them. */
    public static List<Kind> running() {
      return Arrays.stream(values()).filter(kind -> kind != AUTO).toList();
    }

    /** All, for help texts and messages: {@code auto, cuda[:N], …, cpu}. */
    public static String names() {
      return Arrays.stream(values())
          .map(kind -> kind.numbered ? kind.label() + "[:N]" : kind.label())
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:1}, {@code directml:0}, {@code
   * coreml}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Device parse(String text) {
    String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(one -> one.label().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> unknown(text));
    if (parts.length == 1) {
      return new Device(kind, 0);
    }
    if (parts[1].isEmpty() || !parts[1].chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unknown(text);
    }
    if (!kind.isNumbered()) {
      throw new IllegalArgumentException(Messages.of("engine.deviceNumber", kind.label()));
    }
    try {
      return new Device(kind, Integer.parseInt(parts[1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Messages.of("engine.noDeviceNumber", parts[1]), e);
    }
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(Messages.of("engine.device", text, Kind.names()));
  }

  @Override
  public String toString() {
    return index == 0 ? kind.label() : kind.label() + ":" + index;
  }
}
