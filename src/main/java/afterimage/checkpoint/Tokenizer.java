package afterimage.checkpoint;

import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.recognise.Sidecars;
import afterimage.checkpoint.recognise.TextArchitecture;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a text encoder: the checkpoint's own where it has one, else CLIP's, which every
 * published Stable Diffusion uses.
 */
final class Tokenizer {
  private static final int CLIP_VOCABULARY = 49_408;
  private static final List<String> NEEDED = List.of("vocab.json", "merges.txt");

  /** Holds what both of them do. */
  private static final String WHOLE = "tokenizer.json";

  private static final List<String> SETTINGS =
      List.of("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json");

  private Tokenizer() {}

  /** Writes it into the bundle. */
  static void write(Part part, TextArchitecture sizes, Sidecars sidecars, Path bundle)
      throws IOException, EngineException {
    boolean first = part == Part.TEXT_ENCODER;
    String name = first ? "tokenizer" : "tokenizer_2";
    Path target = Files.createDirectories(bundle.resolve(name));
    Optional<Path> own =
        sidecars
            .file(name + "/vocab.json")
            .or(() -> sidecars.file(name + "/" + WHOLE))
            .map(Path::getParent);
    if (own.isPresent()) {
      for (String file : needed(own.get())) {
        Sidecars.copy(own.get().resolve(file), target.resolve(file));
      }
      boolean configured = false;
      for (String file : SETTINGS) {
        if (Files.isRegularFile(own.get().resolve(file))) {
          Sidecars.copy(own.get().resolve(file), target.resolve(file));
          configured |= !file.startsWith("added");
        }
      }
      if (!configured) {
        Files.writeString(
            target.resolve("tokenizer_config.json"), config(first), StandardCharsets.UTF_8);
      }
    } else if (sizes.vocabulary() == CLIP_VOCABULARY) {
      for (String file : NEEDED) {
        try (InputStream in = new GZIPInputStream(resource(file + ".gz"))) {
          Files.copy(in, target.resolve(file));
        }
      }
      Files.writeString(
          target.resolve("tokenizer_config.json"), config(first), StandardCharsets.UTF_8);
    } else {
      throw new EngineException(
          Messages.of("checkpoint.tokens", part.label(), sizes.vocabulary()),
          Messages.of("checkpoint.tokens.remedy", name));
    }
  }

  private static List<String> needed(Path folder) {
    boolean all = NEEDED.stream().allMatch(file -> Files.isRegularFile(folder.resolve(file)));
    return all || !Files.isRegularFile(folder.resolve(WHOLE)) ? NEEDED : List.of(WHOLE);
  }

  /** SDXL's second tokenizer pads with "!", the first with the end of the text. */
  private static String config(boolean first) {
    return """
        {
          "tokenizer_class": "CLIPTokenizer",
          "bos_token": "<|startoftext|>",
          "eos_token": "<|endoftext|>",
          "unk_token": "<|endoftext|>",
          "pad_token": "%s",
          "do_lower_case": true,
          "model_max_length": 77
        }
        """
        .formatted(first ? "<|endoftext|>" : "!");
  }

  private static InputStream resource(String name) throws IOException {
    @Nullable InputStream stream = Tokenizer.class.getResourceAsStream("tokenizer/" + name);
    if (stream == null) {
      throw new IOException("the program lacks its resource " + name);
    }
    return stream;
  }
}
