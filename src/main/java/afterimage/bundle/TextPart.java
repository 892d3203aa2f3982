package afterimage.bundle;

import afterimage.diffusion.text.ClipTokenizer;
import afterimage.diffusion.text.TokenizerConfig;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/**
 * A text encoder's name and its tokenizer.
 *
 * @param name {@code text_encoder} or {@code text_encoder_2}
 * @param tokenizer from the folder that goes with it
 */
public record TextPart(String name, ClipTokenizer tokenizer) {

  static TextPart read(Path folder, String name, String tokenizerName) throws EngineException {
    Path tokenizer = folder.resolve(tokenizerName);
    Map<String, Integer> vocabulary =
        JsonFile.read(tokenizer.resolve("vocab.json")).to(new TypeReference<>() {});
    List<String> merges = lines(tokenizer.resolve("merges.txt"));
    try {
      TokenizerConfig config =
          TokenizerConfig.of(
              optional(tokenizer.resolve("tokenizer_config.json")),
              optional(tokenizer.resolve("special_tokens_map.json")));
      return new TextPart(name, new ClipTokenizer(vocabulary, merges, config));
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          Messages.of("bundle.tokenizer", tokenizer, String.valueOf(e.getMessage())),
          Messages.of("bundle.again"),
          e);
    }
  }

  private static Map<String, Object> optional(Path file) throws EngineException {
    return Files.exists(file) ? JsonFile.read(file).toMap() : Map.of();
  }

  private static List<String> lines(Path file) throws EngineException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("bundle.file.text", file), Messages.of("bundle.again"), e);
    }
  }
}
