package afterimage.bundle;

import afterimage.diffusion.text.ClipTokenizer;
import afterimage.diffusion.text.TokenizerConfig;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A text encoder's name and its tokenizer.
 *
 * @param name {@code text_encoder} or {@code text_encoder_2}
 * @param tokenizer from the folder that goes with it
 */
public record TextPart(String name, ClipTokenizer tokenizer) {

  static TextPart read(Path folder, String name, String tokenizerName) throws EngineException {
    Path tokenizer = folder.resolve(tokenizerName);
    Vocabulary vocabulary = Vocabulary.read(tokenizer);
    try {
      Map<String, Object> entries = new HashMap<>(vocabulary.padding());
      entries.putAll(optional(tokenizer.resolve("tokenizer_config.json")));
      TokenizerConfig config =
          TokenizerConfig.of(entries, optional(tokenizer.resolve("special_tokens_map.json")));
      return new TextPart(
          name,
          new ClipTokenizer(vocabulary.ids(), vocabulary.merges(), config, vocabulary.added()));
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          Messages.of("bundle.tokenizer", tokenizer, String.valueOf(e.getMessage())),
          Messages.of("bundle.again"),
          e);
    }
  }

  private static Map<String, Object> optional(Path file) throws EngineException {
    return Files.notExists(file) ? Map.of() : JsonFile.read(file).toMap();
  }
}
