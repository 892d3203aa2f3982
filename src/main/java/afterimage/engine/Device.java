package afterimage.engine;

import afterimage.message.Messages;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model runs.
 *
 * @param kind which execution provider
 * @param index which of several such devices, from 0
 */
public record Device(Kind kind, int index) {

  /** The best that loads. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern FORM =
      Pattern.compile("(auto|cpu|cuda|directml|coreml)(?::(\\d+))?");

  /** Execution providers, by the names users give them. */
  public enum Kind {
    AUTO,
    CPU,
    CUDA,
    DIRECTML,
    COREML;

    /** {@code cpu}, {@code cuda} and so on. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As its maker writes it: {@code CUDA}, {@code DirectML}. */
    public String title() {
      return switch (this) {
        case AUTO -> "Auto";
        case CPU, CUDA -> name();
        case DIRECTML -> "DirectML";
        case COREML -> "CoreML";
      };
    }
  }

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:1}, {@code directml:0}, {@code
   * coreml}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Device parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(Messages.of("engine.device", text));
    }
    Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    boolean numbered = matcher.group(2) != null;
    if (numbered && kind != Kind.CUDA && kind != Kind.DIRECTML) {
      throw new IllegalArgumentException(Messages.of("engine.deviceNumber", kind.label()));
    }
    try {
      return new Device(kind, numbered ? Integer.parseInt(matcher.group(2)) : 0);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Messages.of("engine.noDeviceNumber", matcher.group(2)), e);
    }
  }

  @Override
  public String toString() {
    return index == 0 ? kind.label() : kind.label() + ":" + index;
  }
}
