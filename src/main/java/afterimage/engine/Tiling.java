package afterimage.engine;

import afterimage.message.Messages;
import java.util.Locale;

/**
 * Whether the autoencoder sees large pictures in overlapping tiles, which bounds the memory that it
 * takes, as diffusers' {@code enable_vae_tiling} does.
 *
 * @param side longest side of a tile in pixels, a multiple of {@value #MULTIPLE}; 0 for what suits
 *     the model, {@link #OFF}'s for none
 */
public record Tiling(int side) {
  /** What sides are multiples of. */
  public static final int MULTIPLE = 64;

  /** The smallest tile. */
  public static final int MIN_SIDE = 256;

  /** The largest tile. */
  public static final int MAX_SIDE = 8192;

  private static final int NONE = -1;

  /** Tiles where a picture is large for its model. */
  public static final Tiling AUTO = new Tiling(0);

  /** Every picture whole. */
  public static final Tiling OFF = new Tiling(NONE);

  /**
   * Tiles of a side.
   *
   * @throws IllegalArgumentException if no tile can have it
   */
  public Tiling {
    boolean named = side == 0 || side == NONE;
    if (!named && (side < MIN_SIDE || side > MAX_SIDE || side % MULTIPLE != 0)) {
      throw new IllegalArgumentException(
          Messages.of("engine.tile", side, MULTIPLE, MIN_SIDE, MAX_SIDE));
    }
  }

  /**
   * Reads {@code auto}, {@code off} or a side.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Tiling parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "off" -> OFF;
      default -> {
        try {
          yield new Tiling(Integer.parseInt(text));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(Messages.of("engine.tileText", text), e);
        }
      }
    };
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return side == 0 ? "auto" : side == NONE ? "off" : String.valueOf(side);
  }
}
