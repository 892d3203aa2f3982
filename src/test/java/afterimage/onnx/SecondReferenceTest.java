package afterimage.onnx;

import afterimage.engine.Device;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.RecordedRun;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The second set's runs on the processor, within the tolerances of the first. */
@Tag("reference")
class SecondReferenceTest {
  private static final Map<String, LoadedModel> LOADED = new HashMap<>();

  @TempDir private static Path folder;

  @AfterAll
  static void close() {
    LOADED.values().forEach(LoadedModel::close);
    LOADED.clear();
  }

  @TestFactory
  Stream<DynamicContainer> run_recordedByDiffusers_isReproduced() {
    return SecondReference.runs().stream()
        .map(
            run ->
                DynamicContainer.dynamicContainer(
                    run.name(), RecordedRunsTest.tests(run, () -> model(run))));
  }

  private static LoadedModel model(RecordedRun run) throws Exception {
    LoadedModel model = LOADED.get(run.name());
    if (model == null) {
      Path path = SecondReference.model(run, folder.resolve(run.name()));
      Path cache = folder.resolve("cache");
      model =
          new LoadedModel(
              ModelSource.open(path, SecondReference.options(run), Device.CPU, cache),
              new Provider(Device.CPU));
      LOADED.put(run.name(), model);
    }
    return model;
  }
}
