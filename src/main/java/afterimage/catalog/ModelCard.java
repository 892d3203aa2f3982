package afterimage.catalog;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.engine.EngineException;
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
          "It does not reach perfect photorealism.",
          "It cannot write legible text.",
          "It struggles with composition, such as a red cube on top of a blue sphere.",
          "Faces, and people in general, may not come out properly.",
          "The autoencoder loses detail.");

  private static final String BIASES =
      "Models that make pictures repeat and can sharpen the social biases of the pictures and texts"
          + " that they learned from, which come mostly from the English-speaking web.";

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
    if (!checkpoint.family().isWholeModel()) {
      throw new EngineException(
          "The file " + path + " is a " + checkpoint.family().label() + ", not a whole model.",
          "Choose the model's checkpoint, with UNet, VAE and text encoders.");
    }
    String purpose =
        checkpoint.family() == Family.SDXL_REFINER
            ? "Refines pictures: adds detail and takes away noise, at strengths up to about 30 %."
            : "Makes pictures from texts and changes pictures by texts.";
    return new ModelCard(
        CheckpointFacts.of(checkpoint), purpose, LIMITS, BIASES, Licence.OPEN_RAIL);
  }
}
