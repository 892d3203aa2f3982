package afterimage.diffusion.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tokenizers from folders as Hugging Face writes them. */
final class ReferenceTokenizers {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, @Nullable Object>> OPTIONS =
      new TypeReference<>() {};

  private ReferenceTokenizers() {}

  /**
   * A tokenizer.
   *
   * @param words holds {@code vocab.json} and {@code merges.txt}, or the same with {@code .gz}
   * @param configs holds {@code tokenizer_config.json} and {@code special_tokens_map.json}
   */
  static ClipTokenizer read(Path words, Path configs) {
    try {
      Map<String, Integer> vocabulary =
          JSON.readValue(String.join("\n", lines(words, "vocab.json")), new TypeReference<>() {});
      return new ClipTokenizer(
          vocabulary,
          lines(words, "merges.txt"),
          TokenizerConfig.of(
              JSON.readValue(configs.resolve("tokenizer_config.json"), OPTIONS),
              JSON.readValue(configs.resolve("special_tokens_map.json"), OPTIONS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path folder, String name) throws IOException {
    Path packed = folder.resolve(name + ".gz");
    if (!Files.exists(packed)) {
      return Files.readAllLines(folder.resolve(name));
    }
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(packed));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
