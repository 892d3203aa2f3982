package afterimage.checkpoint.weights;

import afterimage.checkpoint.safetensors.DType;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One network's weights by diffusers' names, and a tally of those that were asked for: what was
 * asked for and isn't there, and what is there and nobody wanted, both mean that the network is not
 * the one it was taken for.
 */
public final class WeightSet {
  private static final int NAMES_SHOWN = 10;

  /** Of layers in a row; published networks have 32. */
  private static final int MAX_NAMED = 256;

  private final NavigableMap<String, Weight> weights;
  private final Set<String> used = new HashSet<>();
  private final Map<String, String> complaints = new LinkedHashMap<>();

  /**
   * @param weights by diffusers' names
   */
  public WeightSet(Map<String, Weight> weights) {
    this.weights = Collections.unmodifiableNavigableMap(new TreeMap<>(weights));
  }

  /** All weights by diffusers' names, in the names' order. */
  public Map<String, Weight> all() {
    return weights;
  }

  /** Whether there is a weight of that name; not counted as use. */
  public boolean has(String name) {
    return weights.containsKey(name);
  }

  /** Whether there is any weight whose name begins so. */
  public boolean hasUnder(String prefix) {
    @Nullable String next = weights.ceilingKey(prefix);
    return next != null && next.startsWith(prefix);
  }

  /**
   * How many of {@code prefix0., prefix1., …} there are without a gap, at most {@link #MAX_NAMED}:
   * the rest is left over for {@link #requireComplete} to find.
   */
  public int count(String prefix) {
    int count = 0;
    while (count < MAX_NAMED && hasUnder(prefix + count + ".")) {
      count++;
    }
    return count;
  }

  /** The size of one dimension of a weight; 0 where there is no such weight or dimension. */
  public long size(String name, int dimension) {
    return Optional.ofNullable(weights.get(name)).map(w -> w.size(dimension)).orElse(0L);
  }

  /**
   * The size of one dimension of a weight without which the network is none.
   *
   * @param network for the message
   * @throws EngineException if there is no such weight or dimension
   */
  public long requiredSize(String network, String name, int dimension) throws EngineException {
    long size = size(name, dimension);
    if (size < 1) {
      throw new EngineException(
          Messages.of(
              "checkpoint.network", network, Messages.of("checkpoint.network.missing", name)),
          Messages.of("checkpoint.unchanged"));
    }
    return size;
  }

  /** The name of a file that holds some of them. */
  public String location() {
    return weights.firstEntry().getValue().file().getFileName().toString();
  }

  /** The number of parameters. */
  public long parameters() {
    return weights.values().stream().mapToLong(Weight::elements).sum();
  }

  /**
   * A weight that the network needs. Where it is missing or has another shape, that is noted for
   * {@link #requireComplete}, and a stand-in of no use is given.
   */
  public Weight take(String name, long... shape) {
    used.add(name);
    List<Long> wanted = java.util.Arrays.stream(shape).boxed().toList();
    @Nullable Weight weight = weights.get(name);
    if (weight == null) {
      complaints.put(name, Messages.of("checkpoint.network.missing", name));
    } else if (!weight.dtype().isWeight()) {
      complaints.put(
          name, Messages.of("checkpoint.network.stored", weight.storedName(), weight.dtype()));
    } else if (!weight.shape().equals(wanted)) {
      Weight linear = weight.asLinear();
      if (linear.shape().equals(wanted)) {
        return linear;
      }
      complaints.put(
          name,
          Messages.of("checkpoint.network.shape", weight.storedName(), weight.shape(), wanted));
    } else {
      return weight;
    }
    return new Weight(Path.of(""), name, DType.F32, wanted, false, 0);
  }

  /** Names that nobody took so far. */
  public List<String> unused() {
    return weights.keySet().stream().filter(name -> !used.contains(name)).toList();
  }

  /**
   * Ends the taking.
   *
   * @param network for the message
   * @throws EngineException naming the first ten weights that are missing, of another shape, or
   *     left over
   */
  public void requireComplete(String network) throws EngineException {
    List<String> wrong = new ArrayList<>(complaints.values());
    unused().forEach(name -> wrong.add(Messages.of("checkpoint.network.unused", name)));
    if (!wrong.isEmpty()) {
      int shown = Math.min(NAMES_SHOWN, wrong.size());
      int more = wrong.size() - shown;
      throw new EngineException(
          Messages.of(
              more == 0 ? "checkpoint.network" : "checkpoint.network.more",
              network,
              String.join("; ", wrong.subList(0, shown)),
              more),
          Messages.of("checkpoint.unchanged"));
    }
  }
}
