package afterimage.settings.found;

import afterimage.engine.MaskSettings;
import afterimage.engine.SettingsText;
import afterimage.image.PictureMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A1111's settings text, and ours, which has the same form: prompt, a line with the negative
 * prompt, a line of {@code key: value} pairs, read as A1111 reads it back.
 */
final class A1111Settings {
  private static final String NEGATIVE = "Negative prompt:";
  private static final String OURS = "afterimage";
  private static final int MIN_PAIRS = 3;
  private static final int MAX_EMBEDDINGS = 100;
  private static final Pattern EMBEDDING =
      Pattern.compile("(?:^|, )(?<name>[^:,][^:]{0,200}): (?<hash>[0-9a-fA-F]{4,64})(?=,|$)");

  /** A1111's own keys that {@link afterimage.engine.Parameters} has, with the same values. */
  private static final Set<String> ALIKE = Set.of("NGMS", "NGMS all steps");

  private A1111Settings() {}

  static Optional<FoundSettings> in(Map<String, String> texts) {
    String text = texts.get(PictureMetadata.PARAMETERS);
    // Fooocus puts JSON there; a prompt may begin with a brace as well.
    return text == null || Numbers.object(text) != null
        ? Optional.empty()
        : Optional.of(read(text));
  }

  private static FoundSettings read(String text) {
    List<String> lines = new ArrayList<>(text.strip().lines().toList());
    Map<String, String> pairs = lines.isEmpty() ? Map.of() : pairs(lines.getLast());
    if (!pairs.isEmpty()) {
      lines.removeLast();
    }
    StringBuilder prompt = new StringBuilder();
    StringBuilder negative = new StringBuilder();
    StringBuilder current = prompt;
    for (String line : lines) {
      String rest = line;
      if (line.strip().startsWith(NEGATIVE)) {
        current = negative;
        rest = line.strip().substring(NEGATIVE.length()).strip();
      }
      current.append(current.isEmpty() ? "" : "\n").append(rest);
    }
    boolean ours = pairs.getOrDefault("Version", "").toLowerCase(Locale.ROOT).startsWith(OURS);
    return new FoundSettings(
        ours ? "Afterimage" : "A1111",
        prompt.toString(),
        negative.toString(),
        Numbers.asSeed(pairs.get("Seed")),
        Numbers.asInteger(pairs.get("Steps")),
        Numbers.asDouble(pairs.get("CFG scale")),
        Numbers.asDouble(pairs.get("Denoising strength")),
        Numbers.asDouble(pairs.get("Aesthetic score")),
        Numbers.asDouble(pairs.get("Negative aesthetic score")),
        pairs.get("Sampler"),
        pairs.get("Schedule type"),
        pairs.get("Model"),
        vae(pairs.get("VAE")),
        mask(pairs),
        ours ? pairs : Map.of(),
        ours ? Map.of() : alike(pairs),
        embeddings(pairs.getOrDefault(SettingsText.EMBEDDING_HASHES, "")));
  }

  /** What is the same here. */
  private static Map<String, String> alike(Map<String, String> pairs) {
    Map<String, String> alike = new HashMap<>(pairs);
    alike.keySet().retainAll(ALIKE);
    return alike;
  }

  /** Null where it says nothing of a mask; its own margin where it names one that is none. */
  private static @Nullable MaskSettings mask(Map<String, String> pairs) {
    String area = pairs.get("Inpaint area");
    if (area == null) {
      return null;
    }
    Integer margin = Numbers.asInteger(pairs.get("Masked area padding"));
    boolean named = margin != null && margin >= 0 && margin <= MaskSettings.MAX_MARGIN;
    return new MaskSettings(
        area.equalsIgnoreCase("Only masked"),
        named && margin != null ? margin : MaskSettings.DEFAULT.margin());
  }

  /** A1111 names the model's own as well. */
  private static @Nullable String vae(@Nullable String name) {
    return name == null || name.equals("None") || name.equals("Automatic") ? null : name;
  }

  /** {@code name: hash, name: hash}. */
  private static Map<String, String> embeddings(String value) {
    Map<String, String> embeddings = new HashMap<>();
    Matcher entry = EMBEDDING.matcher(value);
    while (entry.find() && embeddings.size() < MAX_EMBEDDINGS) {
      embeddings.putIfAbsent(entry.group("name"), entry.group("hash"));
    }
    return embeddings;
  }

  private static Map<String, String> pairs(String line) {
    Map<String, String> pairs = new HashMap<>();
    PairScanner scanner = new PairScanner(line);
    while (scanner.next()) {
      pairs.put(scanner.key(), unquoted(scanner.value()));
    }
    return pairs.size() < MIN_PAIRS ? Map.of() : pairs;
  }

  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    try {
      @Nullable String text = JsonMapper.shared().readValue(value, String.class);
      return text == null ? value : text;
    } catch (JacksonException e) {
      return value;
    }
  }
}
