package afterimage.checkpoint.embedding;

import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.StoredValues;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An embedding's vectors by the text encoder that they were trained for.
 *
 * <p>Read are {@code clip_l} and {@code clip_g} (kohya, OneTrainer, A1111, ComfyUI), {@code
 * text_encoders_0} and {@code text_encoders_1} (diffusers), and a single tensor of any name, as
 * A1111 has for models with one text encoder ({@code emb_params}, {@code string_to_param.*}).
 *
 * @param vectors by the encoder's name, {@code text_encoder} or {@code text_encoder_2}
 * @param alone vectors of a file that does not say for which encoder they are; empty where it does
 */
public record EmbeddingFile(Map<String, List<float[]>> vectors, List<float[]> alone) {

  /** As many as a prompt's chunk has tokens. */
  public static final int MAX_VECTORS = 75;

  private static final int MAX_WIDTH = 1 << 14;

  /** A hundred times what one has that fills a chunk. */
  public static final long MAX_BYTES = 64 << 20;

  private static final String BUNDLED = "bundle_emb.";

  private static final Map<String, Part> KEYS =
      Map.of(
          "clip_l", Part.TEXT_ENCODER,
          "text_encoders_0", Part.TEXT_ENCODER,
          "clip_g", Part.TEXT_ENCODER_2,
          "text_encoders_1", Part.TEXT_ENCODER_2);

  /** In place of an encoder's name where a file does not say for which it is. */
  private static final String ALONE = "";

  /** Keys of a single tensor; of the second, A1111 has a name behind it. */
  private static final List<String> SINGLE = List.of("emb_params", "string_to_param");

  /**
   * Reads an embedding.
   *
   * @throws EngineException if the file is damaged or holds no embedding, or none of that name
   */
  public static EmbeddingFile read(Embedding embedding) throws EngineException {
    return ForeignModel.open(embedding.file(), () -> read(embedding.file(), embedding.bundled()));
  }

  private static EmbeddingFile read(Path file, @Nullable String bundled) throws EngineException {
    if (isPickle(file)) {
      throw new EngineException(
          Messages.of("checkpoint.pickle", file), Messages.of("checkpoint.embedding.pickle"));
    }
    SafetensorsHeader header = SafetensorsHeader.read(file);
    if (bundled == null && header.fileBytes() > MAX_BYTES) {
      throw new EngineException(
          Messages.of("checkpoint.embedding.large", file),
          Messages.of("checkpoint.embedding.remedy"));
    }
    Map<String, List<float[]>> vectors = new HashMap<>();
    for (Map.Entry<String, TensorEntry> entry : entries(header, bundled).entrySet()) {
      vectors.put(entry.getKey(), rows(file, entry.getValue()));
    }
    if (vectors.isEmpty()) {
      throw new EngineException(
          bundled == null
              ? Messages.of("checkpoint.embedding.none", file)
              : Messages.of("checkpoint.embedding.notBundled", file, bundled),
          Messages.of("checkpoint.embedding.remedy"));
    }
    @Nullable List<float[]> alone = vectors.remove(ALONE);
    return new EmbeddingFile(Map.copyOf(vectors), alone == null ? List.of() : alone);
  }

  /** By its name: A1111 and older trainers wrote them. It is not opened. */
  private static boolean isPickle(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && (name.endsWith(".pt") || name.endsWith(".bin"));
  }

  /** The tensors of an embedding in a file, by encoder. */
  private static Map<String, TensorEntry> entries(
      SafetensorsHeader header, @Nullable String bundled) {
    String prefix = bundled == null ? "" : BUNDLED + bundled + ".";
    Map<String, TensorEntry> entries = new HashMap<>();
    for (TensorEntry entry : header.tensors().values()) {
      if (entry.name().startsWith(prefix)) {
        encoder(entry.name().substring(prefix.length()))
            .ifPresent(encoder -> entries.putIfAbsent(encoder, entry));
      }
    }
    if (entries.isEmpty() && bundled == null && header.tensors().size() == 1) {
      // Named after the token that it was trained as.
      entries.put(ALONE, header.tensors().values().iterator().next());
    }
    return entries;
  }

  private static Optional<String> encoder(String key) {
    @Nullable Part part = KEYS.get(key);
    if (part != null) {
      return Optional.of(part.folder());
    }
    return SINGLE.stream().anyMatch(single -> key.equals(single) || key.startsWith(single + "."))
        ? Optional.of(ALONE)
        : Optional.empty();
  }

  private static List<float[]> rows(Path file, TensorEntry entry) throws EngineException {
    if (!isVectors(entry)) {
      throw new EngineException(
          Messages.of("checkpoint.embedding.vectors", file, entry.name(), MAX_VECTORS),
          Messages.of("checkpoint.embedding.remedy"));
    }
    float[] values = StoredValues.read(StoredTensor.of(file, entry));
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new EngineException(
            Messages.of("checkpoint.broken", file, 1, entry.name()),
            Messages.of("checkpoint.broken.remedy"));
      }
    }
    int width = entry.shape().getLast().intValue();
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < values.length; from += width) {
      rows.add(Arrays.copyOfRange(values, from, from + width));
    }
    return List.copyOf(rows);
  }

  private static boolean isVectors(TensorEntry entry) {
    int dimensions = entry.shape().size();
    if (!entry.dtype().isWeight() || dimensions < 1 || dimensions > 2) {
      return false;
    }
    long width = entry.shape().getLast();
    long count = dimensions == 2 ? entry.shape().getFirst() : 1;
    return width >= 1 && width <= MAX_WIDTH && count >= 1 && count <= MAX_VECTORS;
  }

  /**
   * Whether a file is an embedding by its header, one for any encoder.
   *
   * @throws EngineException if it is no sound safetensors file
   */
  public static boolean isEmbedding(Path file) throws EngineException {
    return ForeignModel.open(
        file,
        () -> {
          SafetensorsHeader header = SafetensorsHeader.read(file);
          Map<String, TensorEntry> entries = entries(header, null);
          // LoRAs of pivotal tuning have such keys beside their own.
          return !entries.isEmpty()
              && header.tensors().size() <= KEYS.size()
              && entries.values().stream().allMatch(EmbeddingFile::isVectors);
        });
  }

  /**
   * The names of the embeddings that a LoRA has along.
   *
   * @throws EngineException if it is no sound safetensors file
   */
  public static List<String> bundled(Path lora) throws EngineException {
    return ForeignModel.open(
        lora,
        () -> {
          Set<String> names = new LinkedHashSet<>();
          for (String key : SafetensorsHeader.read(lora).tensors().keySet()) {
            bundledName(key).ifPresent(names::add);
          }
          return List.copyOf(names);
        });
  }

  private static Optional<String> bundledName(String key) {
    if (!key.startsWith(BUNDLED)) {
      return Optional.empty();
    }
    String rest = key.substring(BUNDLED.length());
    return IntStream.range(1, rest.length())
        .filter(at -> rest.charAt(at) == '.' && encoder(rest.substring(at + 1)).isPresent())
        .mapToObj(at -> rest.substring(0, at))
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  /**
   * The vectors for an encoder; none if it has no such.
   *
   * @param encoder its name
   * @param only whether the model has no other
   */
  public List<float[]> of(String encoder, boolean only) {
    List<float[]> own = vectors.getOrDefault(encoder, List.of());
    return own.isEmpty() && only ? alone : own;
  }
}
