package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.engine.EngineException;
import afterimage.engine.RefinerStage;
import afterimage.message.Messages;
import java.util.Arrays;

/** Refuses models that cannot do what a request asks of them, before any is loaded. */
public final class ModelPair {
  private static final double SAME_SCALE = 1e-4;

  private ModelPair() {}

  /** Returns if {@code base} makes pictures from words. */
  public static void requireBase(ModelBundle base) throws EngineException {
    if (!base.generates()) {
      throw new EngineException(
          Messages.of("onnx.refines", base.descriptor().name()),
          Messages.of("diffusion.refines.remedy"));
    }
  }

  /** Returns if {@code refiner} can take over from {@code base} in the way that the stage asks. */
  public static void requireMatch(ModelBundle base, ModelBundle refiner, RefinerStage stage)
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
          Messages.of(
              "onnx.latents",
              base.descriptor().name(),
              refiner.descriptor().name(),
              told(from),
              told(to)),
          Messages.of("onnx.latents.remedy"),
          EngineException.Alternative.REFINING_THE_FINISHED_PICTURE,
          null);
    }
  }

  private static String told(LatentSpace space) {
    return Messages.of(
        space.mean() == null ? "onnx.latents.scaled" : "onnx.latents.shifted",
        space.channels(),
        space.factor(),
        String.valueOf((float) space.scalingFactor()));
  }
}
