package afterimage.checkpoint.gguf;

import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a header's entries and holds every claim in them against the file's size. */
final class GgufParser {
  private static final int OLDEST = 2;
  private static final int NEWEST = 3;

  /** SDXL's UNet has 1680, and as many sizes. */
  private static final long MAX_ENTRIES = 100_000;

  private static final int MAX_NAME = 500;
  private static final int MAX_DIMENSIONS = 8;
  private static final int MAX_ALIGNMENT = 1 << 16;
  private static final String ALIGNMENT = "general.alignment";

  /** A tensor's sizes before ComfyUI-GGUF flattened it. */
  private static final String SHAPE = "comfy.gguf.orig_shape.";

  private static final int BYTE = 0;
  private static final int TEXT = 8;
  private static final int ARRAY = 9;

  /** Bytes of a value by its type's number; 0 for texts and arrays. */
  private static final int[] WIDTHS = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  /** GGML's numbers of the types that can be used. */
  private static final Map<Integer, DType> TYPES =
      Map.ofEntries(
          Map.entry(0, DType.F32),
          Map.entry(1, DType.F16),
          Map.entry(2, DType.Q4_0),
          Map.entry(3, DType.Q4_1),
          Map.entry(6, DType.Q5_0),
          Map.entry(7, DType.Q5_1),
          Map.entry(8, DType.Q8_0),
          Map.entry(10, DType.Q2_K),
          Map.entry(11, DType.Q3_K),
          Map.entry(12, DType.Q4_K),
          Map.entry(13, DType.Q5_K),
          Map.entry(14, DType.Q6_K),
          Map.entry(20, DType.IQ4_NL),
          Map.entry(23, DType.IQ4_XS),
          Map.entry(28, DType.F64),
          Map.entry(30, DType.BF16));

  /** Names of those that can't, as people know them from files' names. */
  private static final Map<Integer, String> OTHER_TYPES =
      Map.ofEntries(
          Map.entry(9, "Q8_1"),
          Map.entry(15, "Q8_K"),
          Map.entry(16, "IQ2_XXS"),
          Map.entry(17, "IQ2_XS"),
          Map.entry(18, "IQ3_XXS"),
          Map.entry(19, "IQ1_S"),
          Map.entry(21, "IQ3_S"),
          Map.entry(22, "IQ2_S"),
          Map.entry(24, "I8"),
          Map.entry(25, "I16"),
          Map.entry(26, "I32"),
          Map.entry(27, "I64"),
          Map.entry(29, "IQ1_M"),
          Map.entry(34, "TQ1_0"),
          Map.entry(35, "TQ2_0"),
          Map.entry(39, "MXFP4"));

  private final GgufInput in;
  private final long fileBytes;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, List<Long>> shapes = new HashMap<>();
  private long alignment = 32;

  /** What a header holds. */
  record Parsed(Map<String, TensorEntry> tensors, Map<String, String> metadata) {}

  /** A tensor as the header lists it, its place seen from where the data begins. */
  private record Listed(String name, DType type, List<Long> shape, long offset) {}

  GgufParser(GgufInput in, long fileBytes) {
    this.in = in;
    this.fileBytes = fileBytes;
  }

  /**
   * Parses once; a parser is not used again.
   *
   * @throws EngineException naming the first claim that does not hold
   */
  Parsed parse() throws IOException, EngineException {
    if (!Arrays.equals(in.bytes(GgufHeader.MAGIC.length), GgufHeader.MAGIC)) {
      throw in.damaged("checkpoint.gguf.magic");
    }
    int version = in.integer();
    if (version < OLDEST || version > NEWEST) {
      throw in.unknownVersion(version);
    }
    long tensors = count();
    long entries = count();
    for (long i = 0; i < entries; i++) {
      entry();
    }
    List<Listed> listed = new ArrayList<>();
    for (long i = 0; i < tensors; i++) {
      listed.add(listed());
    }
    return new Parsed(placed(listed), Collections.unmodifiableMap(metadata));
  }

  private long count() throws IOException, EngineException {
    long count = in.number();
    if (count < 0 || count > MAX_ENTRIES) {
      throw in.damaged("checkpoint.gguf.count", Long.toUnsignedString(count));
    }
    return count;
  }

  private String name() throws IOException, EngineException {
    String name = in.text();
    if (name.length() > MAX_NAME) {
      throw in.damaged("checkpoint.header.name", name.length(), shown(name));
    }
    return name;
  }

  private void entry() throws IOException, EngineException {
    String key = name();
    int type = in.integer();
    if (type == ARRAY) {
      array(key);
    } else if (type == TEXT) {
      metadata.put(key, in.text());
    } else {
      long value = whole(type, key);
      metadata.put(key, Long.toString(value));
      if (key.equals(ALIGNMENT)) {
        if (value < 1 || value > MAX_ALIGNMENT || Long.bitCount(value) != 1) {
          throw in.damaged("checkpoint.gguf.alignment", value);
        }
        alignment = value;
      }
    }
  }

  /** Arrays of texts are vocabularies, which nobody here needs; other arrays' values are sizes. */
  private void array(String key) throws IOException, EngineException {
    int type = in.integer();
    long length = in.number();
    if (length < 0 || length > fileBytes) {
      throw in.damaged("checkpoint.gguf.count", Long.toUnsignedString(length));
    }
    List<Long> values = new ArrayList<>();
    for (long i = 0; i < length; i++) {
      if (type == TEXT) {
        in.text();
      } else {
        long value = whole(type, key);
        if (values.size() <= MAX_DIMENSIONS) {
          values.add(value);
        }
      }
    }
    if (key.startsWith(SHAPE)) {
      if (values.size() > MAX_DIMENSIONS || values.stream().anyMatch(size -> size < 0)) {
        throw in.damaged("checkpoint.gguf.shape", shown(key), values);
      }
      shapes.put(key.substring(SHAPE.length()), List.copyOf(values));
    }
  }

  /** A value's bits as a whole number: what is a fraction means nothing here. */
  private long whole(int type, String key) throws IOException, EngineException {
    if (type < BYTE || type >= WIDTHS.length || WIDTHS[type] == 0) {
      throw in.damaged("checkpoint.gguf.value", shown(key), Integer.toUnsignedString(type));
    }
    byte[] bytes = in.bytes(WIDTHS[type]);
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
    }
    int unused = Long.SIZE - bytes.length * Byte.SIZE;
    boolean signed = type == 1 || type == 3 || type == 5;
    return signed ? value << unused >> unused : value;
  }

  private Listed listed() throws IOException, EngineException {
    String name = name();
    int dimensions = in.integer();
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw in.damaged("checkpoint.header.rank", "shape", shown(name), MAX_DIMENSIONS);
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      long size = in.number();
      if (size < 0) {
        throw in.damaged("checkpoint.header.negative", "shape", shown(name), size);
      }
      shape.addFirst(size);
    }
    int number = in.integer();
    @Nullable DType type = TYPES.get(number);
    if (type == null) {
      @Nullable String known = OTHER_TYPES.get(number);
      throw known == null
          ? in.damaged("checkpoint.header.type", shown(name), Integer.toUnsignedString(number))
          : in.unknownType(known);
    }
    return new Listed(name, type, shape, in.number());
  }

  /** Tensors with their places in the file: inside it, none over another. */
  private Map<String, TensorEntry> placed(List<Listed> listed) throws EngineException {
    long data = Math.ceilDiv(in.position(), alignment) * alignment;
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    for (Listed tensor : listed) {
      String name = shown(tensor.name);
      long elements = elements(tensor.shape, name);
      if (elements % tensor.type.blockLength() != 0) {
        throw in.damaged("checkpoint.gguf.blocks", name, elements, tensor.type);
      }
      long bytes = tensor.type.bytes(elements);
      long room = fileBytes - data;
      if (tensor.offset < 0 || tensor.offset > room || bytes > room - tensor.offset) {
        throw in.damaged(
            "checkpoint.gguf.place", name, Long.toUnsignedString(tensor.offset), bytes);
      }
      List<Long> shape = shapes.getOrDefault(tensor.name, tensor.shape);
      if (elements(shape, name) != elements) {
        throw in.damaged("checkpoint.gguf.shape", name, shape);
      }
      TensorEntry entry =
          new TensorEntry(
              tensor.name, tensor.type, List.copyOf(shape), data + tensor.offset, bytes);
      if (tensors.put(tensor.name, entry) != null) {
        throw in.damaged("checkpoint.gguf.twice", name);
      }
    }
    requireApart(tensors);
    return Collections.unmodifiableMap(tensors);
  }

  private long elements(List<Long> shape, String name) throws EngineException {
    long elements = Long.BYTES; // So that their bytes are a number, too, whatever their type.
    try {
      for (long size : shape) {
        elements = Math.multiplyExact(elements, Math.max(1, size));
      }
    } catch (ArithmeticException e) {
      throw in.damaged("checkpoint.header.bounds", shape, name);
    }
    return shape.contains(0L) ? 0 : elements / Long.BYTES;
  }

  private void requireApart(Map<String, TensorEntry> tensors) throws EngineException {
    List<TensorEntry> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(
        Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::bytes));
    long end = 0;
    for (TensorEntry entry : inOrder) {
      if (entry.offset() < end) {
        throw in.damaged("checkpoint.header.overlaps", shown(entry.name()));
      }
      end = entry.offset() + entry.bytes();
    }
  }

  /** A key as a message may show it: long ones cut, control characters replaced. */
  private static String shown(String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
