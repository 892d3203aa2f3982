package afterimage.checkpoint.recognise;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a network's weights lie in, in diffusers' layout: one, or numbered ones, of which
 * there may be several variants, as {@code model.fp16.safetensors} and {@code
 * model.fp16-00001-of-00002.safetensors}.
 */
final class Shards {
  private static final Pattern REST =
      Pattern.compile(
          "(?<variant>(\\.[\\w-]+?)?)(-(?<number>\\d{5})-of-(?<count>\\d{5}))?"
              + "(?<behind>(\\.[\\w-]+)?)\\.safetensors");

  /** The plain one, then those of 16 bits. */
  private static final List<String> PREFERRED = List.of("", ".fp16", ".bf16");

  private Shards() {}

  /** One variant's files. */
  private record Variant(List<Path> whole, NavigableMap<Integer, Path> numbered, int count) {}

  /** Whether a folder holds a network's weights, be they whole or not. */
  static boolean any(Path folder, Part part) {
    try {
      return !variants(folder, part).isEmpty();
    } catch (EngineException e) {
      return false;
    }
  }

  /**
   * The files of the variant that is used: the plain one, else that of 16 bits, else another.
   *
   * @param folder the network's own
   * @return none if there is no such folder, or no weights in it
   * @throws EngineException if one of numbered files is missing
   */
  static List<Path> in(Path folder, Part part) throws EngineException {
    Map<String, Variant> variants = variants(folder, part);
    if (variants.isEmpty()) {
      return List.of();
    }
    Variant used =
        PREFERRED.stream()
            .filter(variants::containsKey)
            .findFirst()
            .or(() -> variants.keySet().stream().min(Comparator.naturalOrder()))
            .map(variants::get)
            .orElseThrow();
    if (!used.whole.isEmpty()) {
      return used.whole;
    }
    for (int number = 1; number <= used.count; number++) {
      if (!used.numbered.containsKey(number)) {
        throw new EngineException(
            Messages.of("checkpoint.shard", folder, number, used.count),
            Messages.of("checkpoint.shard.remedy"));
      }
    }
    return List.copyOf(used.numbered.values());
  }

  private static Map<String, Variant> variants(Path folder, Part part) throws EngineException {
    Map<String, Variant> variants = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return variants;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(part.fileStem())) {
          continue;
        }
        Matcher rest = REST.matcher(name.substring(part.fileStem().length()));
        if (rest.matches()) {
          String variant = rest.group("variant") + rest.group("behind");
          String number = rest.group("number");
          int count = number == null ? 0 : Integer.parseInt(rest.group("count"));
          Variant known =
              variants.computeIfAbsent(
                  variant, _ -> new Variant(new ArrayList<>(), new TreeMap<>(), count));
          if (number == null) {
            known.whole.add(file);
          } else {
            known.numbered.put(Integer.parseInt(number), file);
          }
        }
      }
      return variants;
    } catch (IOException | UncheckedIOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable.folder", folder),
          Messages.of("checkpoint.readable"),
          e);
    }
  }
}
