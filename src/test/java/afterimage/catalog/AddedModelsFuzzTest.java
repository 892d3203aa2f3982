package afterimage.catalog;

import afterimage.engine.EngineException;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AddedModelsFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("added-models");

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void entries_anyFile_areModelsOrRefused(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Files.write(folder.resolve("added.json"), input);
          ModelCatalog.of(List.of(), folder).models();
          AddedModels added = new AddedModels(folder);
          added.entries().forEach(AddedModels.Entry::path);
          added.remove(Path.of("/nowhere/model.safetensors"));
        },
        EngineException.class);
  }
}
