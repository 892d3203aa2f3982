package afterimage.catalog;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.List;

/**
 * What people should know before they use a model that they add. Source: Stability AI's model cards
 * of SDXL 1.0, in our words.
 *
 * @param facts what the checkpoint is
 * @param purpose what the model is for
 * @param limits what it does badly
 * @param biases where it is unfair
 * @param licence its terms
 */
public record ModelCard(
    CheckpointFacts facts, String purpose, List<String> limits, String biases, Licence licence) {

  private static final List<String> LIMITS =
      List.of(
          Messages.of("catalog.limits.photorealism"),
          Messages.of("catalog.limits.text"),
          Messages.of("catalog.limits.composition"),
          Messages.of("catalog.limits.people"),
          Messages.of("catalog.limits.detail"));

  private static final String BIASES = Messages.of("catalog.biases");

  /**
   * Whether a path is a checkpoint, which has a card; a bundle of graphs has its own description.
   */
  public static boolean isFor(Path path) {
    return CheckpointCompiler.isCheckpoint(path);
  }

  /**
   * The card of a checkpoint.
   *
   * @throws EngineException if it is damaged, of no known kind, or not a whole model
   */
  public static ModelCard of(Path path) throws EngineException {
    Checkpoint checkpoint = Checkpoint.read(path);
    if (!checkpoint.family().isModel()) {
      throw new EngineException(
          Messages.of("checkpoint.whole", path, checkpoint.family().label()),
          Messages.of("checkpoint.whole.remedy"));
    }
    return new ModelCard(
        CheckpointFacts.of(checkpoint), purpose(checkpoint), LIMITS, BIASES, Licence.OPEN_RAIL);
  }

  private static String purpose(Checkpoint checkpoint) {
    if (checkpoint.isInpainting()) {
      return Messages.of("catalog.purpose.inpainting");
    }
    return checkpoint.isRefiner()
        ? Messages.of("catalog.purpose.refiner")
        : Messages.of("catalog.purpose.base");
  }
}
