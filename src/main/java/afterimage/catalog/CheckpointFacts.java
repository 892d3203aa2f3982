package afterimage.catalog;

import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint is, read from its keys and shapes.
 *
 * @param path as it was given
 * @param kind its family, for people
 * @param runs whether it is a whole model, which can refine pictures
 * @param bytes of its files
 * @param parts its networks
 * @param ignored keys that serve no network
 * @param license under which a model of this family was published, or empty
 */
public record CheckpointFacts(
    Path path,
    String kind,
    boolean runs,
    long bytes,
    List<Network> parts,
    List<String> ignored,
    String license) {

  /**
   * One network.
   *
   * @param name for people
   * @param parameters how many
   * @param types in which they are stored, as {@code F16}
   */
  public record Network(String name, long parameters, List<String> types) {}

  /**
   * Reads the headers of a checkpoint's files.
   *
   * @param path a {@code .safetensors} file, or a folder in diffusers' layout
   * @throws EngineException if it is of no known kind, or damaged
   */
  public static CheckpointFacts read(Path path) throws EngineException {
    return of(Checkpoint.read(path));
  }

  static CheckpointFacts of(Checkpoint checkpoint) {
    List<Network> networks = new ArrayList<>();
    for (Map.Entry<Part, WeightSet> part : checkpoint.parts().entrySet()) {
      networks.add(
          new Network(part.getKey().label(), part.getValue().parameters(), types(part.getValue())));
    }
    Family family = checkpoint.family();
    return new CheckpointFacts(
        checkpoint.path(),
        checkpoint.kind(),
        family.isModel(),
        checkpoint.headers().stream().mapToLong(TensorFile::fileBytes).sum(),
        List.copyOf(networks),
        checkpoint.ignored(),
        family.isModel() ? Licence.OPEN_RAIL.title() : "");
  }

  private static List<String> types(WeightSet weights) {
    return weights.all().values().stream()
        .map(Weight::dtype)
        .map(Enum::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** All networks' parameters. */
  public long parameters() {
    return parts.stream().mapToLong(Network::parameters).sum();
  }
}
