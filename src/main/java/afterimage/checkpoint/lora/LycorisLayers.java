package afterimage.checkpoint.lora;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.WeightChange;
import afterimage.checkpoint.weights.WeightChange.Kind;
import afterimage.checkpoint.weights.WeightChange.Role;
import afterimage.engine.EngineException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a file that are of another kind than plain pairs: LoHa, LoKr, DoRA, pairs with a
 * core in their middle, whole differences of weights, biases and norms, and IA3, in the names that
 * LyCORIS gives them.
 *
 * @see <a href="https://github.com/KohakuBlueleaf/LyCORIS">LyCORIS, lycoris/modules</a>
 */
final class LycorisLayers {
  private static final String ALPHA = ".alpha";
  private static final String ON_INPUT = ".on_input";
  private static final String MULTIPLIER = ".weight";

  /** How keys end that are of no plain pair, and what they hold. */
  private static final Map<String, Part> PARTS =
      Map.ofEntries(
          Map.entry(".lora_mid.weight", new Part(Kind.LOW_RANK, Role.FIRST_CORE)),
          Map.entry(".dora_scale", new Part(Kind.LOW_RANK, Role.MAGNITUDE)),
          Map.entry(".lora_magnitude_vector", new Part(Kind.LOW_RANK, Role.MAGNITUDE)),
          Map.entry(".lora_magnitude_vector.weight", new Part(Kind.LOW_RANK, Role.MAGNITUDE)),
          Map.entry(".hada_w1_a", new Part(Kind.HADAMARD, Role.FIRST_A)),
          Map.entry(".hada_w1_b", new Part(Kind.HADAMARD, Role.FIRST_B)),
          Map.entry(".hada_t1", new Part(Kind.HADAMARD, Role.FIRST_CORE)),
          Map.entry(".hada_w2_a", new Part(Kind.HADAMARD, Role.SECOND_A)),
          Map.entry(".hada_w2_b", new Part(Kind.HADAMARD, Role.SECOND_B)),
          Map.entry(".hada_t2", new Part(Kind.HADAMARD, Role.SECOND_CORE)),
          Map.entry(".lokr_w1", new Part(Kind.KRONECKER, Role.FIRST)),
          Map.entry(".lokr_w1_a", new Part(Kind.KRONECKER, Role.FIRST_A)),
          Map.entry(".lokr_w1_b", new Part(Kind.KRONECKER, Role.FIRST_B)),
          Map.entry(".lokr_w2", new Part(Kind.KRONECKER, Role.SECOND)),
          Map.entry(".lokr_w2_a", new Part(Kind.KRONECKER, Role.SECOND_A)),
          Map.entry(".lokr_w2_b", new Part(Kind.KRONECKER, Role.SECOND_B)),
          Map.entry(".lokr_t2", new Part(Kind.KRONECKER, Role.SECOND_CORE)),
          Map.entry(".diff", new Part(Kind.DIFFERENCE, Role.FIRST)),
          Map.entry(".w_norm", new Part(Kind.DIFFERENCE, Role.FIRST)));

  /** Differences of biases. */
  private static final List<String> BIASES = List.of(".diff_b", ".b_norm");

  private final SafetensorsHeader header;
  private final double strength;
  private final Numbers numbers;
  private final PeftScale peft;

  /** What is done to each layer's weight and bias, by the layer's name in the file. */
  private final Map<String, WeightChange> weights = new LinkedHashMap<>();

  private final Map<String, WeightChange> biases = new LinkedHashMap<>();

  /** Keys of what was understood. */
  private final Set<String> keys = new HashSet<>();

  /** Reads a number of the file. */
  @FunctionalInterface
  interface Numbers {
    double of(TensorEntry entry) throws EngineException;
  }

  private record Part(Kind kind, Role role) {}

  private LycorisLayers(
      SafetensorsHeader header, double strength, Numbers numbers, PeftScale peft) {
    this.peft = peft;
    this.header = header;
    this.strength = strength;
    this.numbers = numbers;
  }

  /**
   * Finds them in a file.
   *
   * @param strength the user's
   * @param numbers reads those of one value
   * @param peft the scale of pairs without an alpha
   * @param pairs the keys of the file's pairs, by layer: down, up
   * @throws EngineException if a number cannot be read
   */
  static LycorisLayers read(
      SafetensorsHeader header,
      double strength,
      Numbers numbers,
      PeftScale peft,
      Map<String, List<String>> pairs)
      throws EngineException {
    LycorisLayers result = new LycorisLayers(header, strength, numbers, peft);
    Map<String, Map<Kind, Map<Role, String>>> layers = new LinkedHashMap<>();
    for (String key : header.tensors().keySet()) {
      String layer = layerOf(key, PARTS.keySet());
      if (layer != null) {
        Part part = PARTS.get(key.substring(layer.length()));
        if (part != null) {
          layers
              .computeIfAbsent(layer, _ -> new EnumMap<>(Kind.class))
              .computeIfAbsent(part.kind, _ -> new EnumMap<>(Role.class))
              .put(part.role, key);
        }
      }
    }
    for (Map.Entry<String, Map<Kind, Map<Role, String>>> layer : layers.entrySet()) {
      result.addWeight(layer.getKey(), layer.getValue(), pairs.get(layer.getKey()));
    }
    for (String key : header.tensors().keySet()) {
      String biased = layerOf(key, BIASES);
      if (biased != null) {
        result.add(result.biases, biased, Kind.DIFFERENCE, Map.of(Role.FIRST, key), 1);
      } else if (key.endsWith(ON_INPUT)) {
        result.addMultiplier(key.substring(0, key.length() - ON_INPUT.length()));
      }
    }
    return result;
  }

  /** Whether a key is of one of these kinds, which no model has. */
  static boolean isOne(String key) {
    return key.endsWith(ON_INPUT)
        || layerOf(key, PARTS.keySet()) != null
        || layerOf(key, BIASES) != null;
  }

  private static @Nullable String layerOf(String key, Collection<String> endings) {
    for (String ending : endings) {
      if (key.endsWith(ending)) {
        return key.substring(0, key.length() - ending.length());
      }
    }
    return null;
  }

  private void addWeight(
      String layer, Map<Kind, Map<Role, String>> kinds, @Nullable List<String> pair)
      throws EngineException {
    if (kinds.size() > 2) {
      return;
    }
    Map<Role, String> lengths = kinds.get(Kind.LOW_RANK);
    for (Map.Entry<Kind, Map<Role, String>> one : kinds.entrySet()) {
      Kind kind = one.getKey();
      Map<Role, String> parts = new EnumMap<>(one.getValue());
      if (kind == Kind.LOW_RANK && pair == null) {
        continue; // The lengths of another kind's rows, added there.
      }
      if (kind == Kind.LOW_RANK && pair != null) {
        parts.put(Role.FIRST_B, pair.getFirst());
        parts.put(Role.FIRST_A, pair.getLast());
      } else if (lengths != null && lengths.containsKey(Role.MAGNITUDE)) {
        parts.put(Role.MAGNITUDE, lengths.get(Role.MAGNITUDE));
      }
      add(weights, layer, kind, parts, scale(layer, kind, parts));
    }
  }

  /** Alpha over the rank; whole factors and differences have none. */
  private double scale(String layer, Kind kind, Map<Role, String> parts) throws EngineException {
    String ranked = parts.get(Role.SECOND_B);
    if (ranked == null || kind != Kind.KRONECKER) {
      ranked = parts.get(Role.FIRST_B);
    }
    TensorEntry alpha = header.tensors().get(layer + ALPHA);
    TensorEntry matrix = ranked == null ? null : header.tensors().get(ranked);
    if (matrix == null || matrix.shape().isEmpty() || kind == Kind.DIFFERENCE) {
      return 1;
    }
    long rank = matrix.shape().getFirst();
    double value = alpha == null ? 0 : numbers.of(alpha);
    if (value == 0) {
      return kind == Kind.LOW_RANK ? peft.of(layer, rank) : 1;
    }
    return value / rank;
  }

  private void addMultiplier(String layer) throws EngineException {
    TensorEntry onInput = header.tensors().get(layer + ON_INPUT);
    if (onInput != null && header.tensors().containsKey(layer + MULTIPLIER)) {
      Kind kind = numbers.of(onInput) == 0 ? Kind.OUTPUTS : Kind.INPUTS;
      add(weights, layer, kind, Map.of(Role.FIRST, layer + MULTIPLIER), 1);
      keys.add(layer + ON_INPUT);
    }
  }

  private void add(
      Map<String, WeightChange> changes,
      String layer,
      Kind kind,
      Map<Role, String> parts,
      double scale) {
    Map<Role, StoredTensor> tensors = new EnumMap<>(Role.class);
    for (Map.Entry<Role, String> part : parts.entrySet()) {
      TensorEntry entry = header.tensors().get(part.getValue());
      if (entry == null || !entry.dtype().isWeight() || entry.bytes() == 0) {
        return; // Left over, and told with what else was not understood.
      }
      tensors.put(part.getKey(), StoredTensor.of(header.file(), entry));
    }
    changes.put(layer, new WeightChange(kind, tensors, scale, strength));
    keys.addAll(parts.values());
    if (header.tensors().containsKey(layer + ALPHA)) {
      keys.add(layer + ALPHA);
    }
  }

  /** The keys of all that was understood. */
  Set<String> keys() {
    return keys;
  }

  /** The layers, those of weights and of biases. */
  Set<String> layers() {
    Set<String> layers = new HashSet<>(weights.keySet());
    layers.addAll(biases.keySet());
    return layers;
  }

  /** Whether a pair is part of one of these, and does not run beside its layer. */
  boolean takes(String layer) {
    return weights.containsKey(layer);
  }

  /**
   * What is done to a layer's weight or bias; nothing where it has other sizes.
   *
   * @param layer its name in the file
   * @param shape of the weight or bias
   */
  Optional<WeightChange> of(String layer, boolean bias, List<Long> shape) {
    WeightChange change = (bias ? biases : weights).get(layer);
    return Optional.ofNullable(change).filter(one -> one.fits(shape));
  }

  /** Whether there is something for a layer's weight, or for its bias. */
  boolean has(String layer, boolean bias) {
    return (bias ? biases : weights).containsKey(layer);
  }
}
