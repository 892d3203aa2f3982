package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.engine.EngineException;
import afterimage.engine.RefinerStage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Refuses models that cannot do what a request asks of them, before any is loaded. */
final class ModelPair {
  private static final double SAME_SCALE = 1e-4;

  private ModelPair() {}

  /** Returns if {@code base} makes pictures from words. */
  static void requireBase(ModelBundle base) throws EngineException {
    if (!base.generates()) {
      throw new EngineException(
          base.descriptor().name() + " refines pictures; it makes none from words alone.",
          "Use a base model for that.");
    }
  }

  /** Returns if {@code refiner} can take over from {@code base} in the way that the stage asks. */
  static void requireMatch(ModelBundle base, ModelBundle refiner, RefinerStage stage)
      throws EngineException {
    if (!stage.handsLatents()) {
      return;
    }
    LatentSpace from = base.pipeline().latents();
    LatentSpace to = refiner.pipeline().latents();
    boolean same =
        from.channels() == to.channels()
            && from.factor() == to.factor()
            && Math.abs(from.scalingFactor() / to.scalingFactor() - 1) < SAME_SCALE
            && Arrays.equals(from.mean(), to.mean())
            && Arrays.equals(from.std(), to.std());
    if (!same) {
      throw new EngineException(
          "%s and %s do not share their latents: %s there, %s here."
              .formatted(
                  base.descriptor().name(), refiner.descriptor().name(), told(from), told(to)),
          "Choose a refiner made for this base, or hand over the finished picture"
              + " (--then-refine).");
    }
  }

  private static String told(LatentSpace space) {
    return "%d channels of %d×%d pixels, scaled by %s%s"
        .formatted(
            space.channels(),
            space.factor(),
            space.factor(),
            (float) space.scalingFactor(),
            normalised(space.mean()));
  }

  private static String normalised(float @Nullable [] mean) {
    return mean == null ? "" : " and shifted";
  }
}
