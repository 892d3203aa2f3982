package afterimage.job;

import afterimage.engine.PixelSize;
import afterimage.engine.RefinerStage;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is made from words alone, as it is noted down.
 *
 * @param size of the picture
 * @param ensemble the refiner that ends the base's schedule, or null
 * @param secondPass the refiner that goes over the base's picture, or null; not both
 */
public record FromWords(
    PixelSize size,
    RefinerStage.@Nullable Ensemble ensemble,
    RefinerStage.@Nullable SecondPass secondPass) {

  public FromWords {
    if (ensemble != null && secondPass != null) {
      throw new IllegalArgumentException("a picture has one refiner, not two");
    }
  }

  /** A picture of that size, with or without a refiner after the base. */
  public static FromWords of(PixelSize size, @Nullable RefinerStage stage) {
    return switch (stage) {
      case null -> new FromWords(size, null, null);
      case RefinerStage.Ensemble ensemble -> new FromWords(size, ensemble, null);
      case RefinerStage.SecondPass pass -> new FromWords(size, null, pass);
    };
  }

  /** What a second model does, or null. */
  public @Nullable RefinerStage stage() {
    return ensemble != null ? ensemble : secondPass;
  }
}
