package afterimage.checkpoint.lora;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.StoredValues;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightChange;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA: pairs of low-rank matrices by the layer that they add to, and what the other kinds of its
 * family do to layers. Layers are compared with every character but letters and digits taken for an
 * underscore, since kohya writes underscores where diffusers writes points.
 */
final class LoraFile {
  private static final int NAMES_SHOWN = 10;
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  /** Ten times what one has that adds to every layer of SDXL. */
  private static final int MAX_TENSORS = 50_000;

  /** How the two matrices' keys end: kohya, PEFT, diffusers old and new. */
  private static final Map<String, String> PAIRS =
      Map.of(
          ".lora_down.weight", ".lora_up.weight",
          ".lora_A.weight", ".lora_B.weight",
          ".lora_A.default.weight", ".lora_B.default.weight",
          ".lora.down.weight", ".lora.up.weight",
          "_lora.down.weight", "_lora.up.weight",
          ".lora_linear_layer.down.weight", ".lora_linear_layer.up.weight");

  /** By which kohya's and diffusers' scripts call embeddings that were trained along. */
  private static final Set<String> EMBEDDINGS =
      Set.of("emb_params", "clip_l", "clip_g", "text_encoders_0", "text_encoders_1");

  private final SafetensorsHeader header;
  private final double weight;
  private final PeftScale peft;
  private final LycorisLayers others;
  private final Map<String, LowRank> layers = new LinkedHashMap<>();

  /** The file's names of all layers, by their plain names; those of biases apart. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private final Map<String, String> biases = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  private LoraFile(SafetensorsHeader header, double weight, Map<String, List<String>> pairs)
      throws EngineException {
    this.header = header;
    this.weight = weight;
    this.peft = PeftScale.of(header);
    this.others = LycorisLayers.read(header, weight, this::number, peft, pairs);
    for (String layer : others.layers()) {
      if (others.has(layer, false)) {
        names.put(plain(layer), layer);
      }
      if (others.has(layer, true)) {
        biases.put(plain(layer), layer);
      }
    }
  }

  /**
   * Reads a file's header, and looks through its values.
   *
   * @param weight by which all of it is multiplied
   * @throws EngineException if it is damaged, or holds anything but plain pairs
   */
  static LoraFile read(Path path, double weight) throws EngineException {
    SafetensorsHeader header = SafetensorsHeader.read(path);
    Map<String, List<String>> pairs = pairs(header);
    LoraFile result = new LoraFile(header, weight, pairs);
    if (header.fileBytes() > MAX_BYTES || header.tensors().size() > MAX_TENSORS) {
      throw result.unusable(Messages.of("checkpoint.lora.large"), List.of());
    }
    WeightScan.requireFinite(header, WeightScan.Depth.WHOLE);
    Set<String> left = new TreeSet<>(header.tensors().keySet());
    left.removeAll(result.others.keys());
    for (Map.Entry<String, List<String>> pair : pairs.entrySet()) {
      String layer = pair.getKey();
      if (!result.others.takes(layer)) {
        result.add(layer, pair.getValue().getFirst(), pair.getValue().getLast());
        left.removeAll(pair.getValue());
        left.remove(layer + ".alpha");
      }
    }
    left.removeIf(LoraFile::isOfEmbedding);
    if (!left.isEmpty() || (result.names.isEmpty() && result.biases.isEmpty())) {
      throw result.unusable(Messages.of("checkpoint.lora.other"), List.copyOf(left));
    }
    return result;
  }

  /** The keys of each layer's two matrices: down, up. */
  private static Map<String, List<String>> pairs(SafetensorsHeader header) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String key : header.tensors().keySet()) {
      for (Map.Entry<String, String> pair : PAIRS.entrySet()) {
        if (key.endsWith(pair.getKey())) {
          String layer = key.substring(0, key.length() - pair.getKey().length());
          pairs.put(layer, List.of(key, layer + pair.getValue()));
        }
      }
    }
    return pairs;
  }

  /** Whether a key is one that models do not have. */
  static boolean isOfLayer(String key) {
    return isOfPair(key) || LycorisLayers.isOne(key);
  }

  /** Whether a key is one of a pair's. */
  private static boolean isOfPair(String key) {
    return PAIRS.keySet().stream().anyMatch(key::endsWith);
  }

  /**
   * Whether a key belongs to an embedding (textual inversion) that lies in the file beside the
   * pairs: OneTrainer's and A1111's bundles, and those of pivotal tuning.
   */
  private static boolean isOfEmbedding(String key) {
    return key.startsWith("bundle_emb.") || isOfNamelessEmbedding(key);
  }

  /** Whether a key belongs to such an embedding that the file gives no name. */
  static boolean isOfNamelessEmbedding(String key) {
    return EMBEDDINGS.contains(key);
  }

  private void add(String layer, String downKey, String upKey) throws EngineException {
    Weight down = matrix(downKey);
    Weight up = matrix(upKey);
    long rank = down.size(0);
    boolean fit = up.size(1) == rank && down.shape().size() == up.shape().size();
    if (!fit || (up.shape().size() == 4 && (up.size(2) != 1 || up.size(3) != 1))) {
      throw unusable(Messages.of("checkpoint.lora.fit"), List.of(layer));
    }
    @Nullable TensorEntry alpha = header.tensors().get(layer + ".alpha");
    double stored = alpha == null ? 0 : number(alpha);
    double scale = stored == 0 ? peft.of(layer, rank) : stored / rank;
    layers.put(plain(layer), new LowRank(down, up, scale * weight));
    names.put(plain(layer), layer);
  }

  private Weight matrix(String key) throws EngineException {
    @Nullable TensorEntry entry = header.tensors().get(key);
    if (entry == null) {
      throw unusable(Messages.of("checkpoint.lora.second"), List.of(key));
    }
    int dimensions = entry.shape().size();
    if ((dimensions != 2 && dimensions != 4) || !entry.dtype().isWeight() || entry.bytes() == 0) {
      throw unusable(Messages.of("checkpoint.lora.matrix"), List.of(key));
    }
    return Weight.of(header.file(), entry);
  }

  private double number(TensorEntry entry) throws EngineException {
    if (entry.elements() != 1) {
      throw unusable(Messages.of("checkpoint.lora.alpha"), List.of(entry.name()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
      bytes.limit((int) entry.bytes());
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, entry.offset() + bytes.position()) < 0) {
          throw new IOException("the file became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable", header.file()),
          Messages.of("checkpoint.readable"),
          e);
    }
    return switch (entry.dtype()) {
      case F64 -> bytes.getDouble(0);
      case F32 -> bytes.getFloat(0);
      case F16 -> Float.float16ToFloat(bytes.getShort(0));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(0) << Short.SIZE);
      case I64, U64 -> bytes.getLong(0);
      case I32, U32 -> bytes.getInt(0);
      case I16, U16 -> bytes.getShort(0);
      case I8, U8, BOOL -> bytes.get(0);
      default -> StoredValues.read(StoredTensor.of(header.file(), entry))[0];
    };
  }

  /**
   * What it adds to a layer; nothing where it adds nothing, or something of another size.
   *
   * @param candidates the names that the layer may have in such a file
   * @param in width that the layer takes
   * @param out width that it gives
   * @param size of a convolution's kernel, 0 for a linear layer
   */
  Optional<LowRank> of(List<String> candidates, long in, long out, long size) {
    for (String candidate : candidates) {
      String name = plain(candidate);
      @Nullable LowRank stored = layers.get(name);
      if (stored != null) {
        LowRank found = size == 0 ? stored.asLinear() : stored;
        if (found.down().size(1) == in
            && found.up().size(0) == out
            && found.down().size(2) == size
            && found.down().size(3) == size) {
          used.add(name);
          return weight == 0 ? Optional.empty() : Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What it does to a weight or bias when that is loaded; nothing where it does nothing, or has
   * something of another size.
   *
   * @param candidates the names that the layer may have in such a file
   */
  Optional<WeightChange> change(List<String> candidates, boolean bias, List<Long> shape) {
    for (String candidate : candidates) {
      String name = plain(candidate);
      @Nullable String layer = (bias ? biases : names).get(name);
      if (layer != null) {
        Optional<WeightChange> change = others.of(layer, bias, shape);
        if (change.isPresent()) {
          used.add(bias ? ofBias(name) : name);
          return weight == 0 ? Optional.empty() : change;
        }
      }
    }
    return Optional.empty();
  }

  private static String ofBias(String name) {
    return name + " bias";
  }

  /**
   * Ends the asking, where other networks were asked of the same file with another weight.
   *
   * @throws EngineException naming the first ten layers that the model lacks, or has in other sizes
   */
  void requireUsedWith(LoraFile other) throws EngineException {
    Set<String> all = new HashSet<>(used);
    all.addAll(other.used);
    List<String> left = new ArrayList<>();
    names.forEach(
        (name, stored) -> {
          if (!all.contains(name)) {
            left.add(stored);
          }
        });
    biases.forEach(
        (name, stored) -> {
          if (!all.contains(ofBias(name))) {
            left.add(stored);
          }
        });
    if (!left.isEmpty()) {
      throw unusable(Messages.of("checkpoint.lora.absent"), left);
    }
  }

  /**
   * Old diffusers files name the processor of an attention, and its output without a number; PEFT
   * and ComfyUI have their own words for the networks.
   */
  private static String plain(String name) {
    return name.replace(".processor.", ".")
        .replaceFirst("^(base_model\\.model|diffusion_model)\\.", "unet.")
        .replaceFirst("^text_encoders\\.clip_l\\.(transformer\\.)?", "text_encoder.")
        .replaceFirst("^text_encoders\\.clip_g\\.(transformer\\.)?", "text_encoder_2.")
        .replaceFirst("to_out$", "to_out.0")
        .replaceAll("[^A-Za-z0-9]", "_");
  }

  private EngineException unusable(String why, List<String> keys) {
    int shown = Math.min(NAMES_SHOWN, keys.size());
    int more = keys.size() - shown;
    String sentence = "checkpoint.lora";
    if (shown > 0) {
      sentence = more == 0 ? "checkpoint.lora.layers" : "checkpoint.lora.more";
    }
    String names = String.join(", ", keys.subList(0, shown));
    return new EngineException(
        Messages.of(sentence, header.file(), why, names, more),
        Messages.of("checkpoint.lora.remedy"));
  }
}
