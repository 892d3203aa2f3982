package afterimage.onnx.device;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.BlockGraph;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Operation;
import afterimage.engine.Device;
import afterimage.onnx.runtime.Provider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a processor, which lacks CUDA's operators, and with graphs that are wrong on purpose. */
class FormSearchTest {
  private static final GraphForm PORTABLE = GraphForm.of(Flavour.PORTABLE);
  private static final GraphForm CUDA = GraphForm.of(Flavour.CUDA_FUSED);

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void search_allRight_keepsTheOwnForm() {
    FormSearch.Found found = search(List.of(PORTABLE), BlockRunner.COMPILER);

    assertThat(found.right()).isTrue();
    assertThat(found.form()).isEqualTo(PORTABLE);
    assertThat(found.results()).hasSize(Block.values().length);
  }

  @Test
  void search_operatorsThatTheDeviceLacks_takesThePortableOnes() {
    FormSearch.Found found = search(List.of(CUDA, PORTABLE), BlockRunner.COMPILER);

    assertThat(found.results()).allMatch(Trial.Result::right);
    assertThat(found.form())
        .isEqualTo(new GraphForm(Flavour.CUDA_FUSED, Set.of(Operation.values())));
  }

  @Test
  void search_oneBlockWrongInEveryForm_namesItAndNoOther() {
    FormSearch.Found found = search(List.of(PORTABLE), WrongGraphs.of(Block.GROUP_NORM));

    assertThat(found.right()).isFalse();
    assertThat(found.results())
        .filteredOn(result -> !result.right())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.block()).isEqualTo(Block.GROUP_NORM);
              assertThat(result.error()).isGreaterThan(0.01);
            });
  }

  /** Its own attention is wrong although it runs; all else is portable, as processors need it. */
  @Test
  void search_oneOperationWrongInItsOwnForm_takesThatPortable() {
    BlockRunner.Graphs graphs =
        (block, weights, form) -> {
          if (form.portable().contains(Operation.ATTENTION)) {
            return BlockGraph.of(block).build(weights, PORTABLE);
          }
          return WrongGraphs.of(Block.CROSS_ATTENTION).of(block, weights, PORTABLE);
        };

    FormSearch.Found found = search(List.of(CUDA, PORTABLE), graphs);

    assertThat(found.form())
        .isEqualTo(new GraphForm(Flavour.CUDA_FUSED, Set.of(Operation.ATTENTION)));
    assertThat(found.right()).isTrue();
  }

  /** Whatever its own form is made of. */
  @Test
  void search_ownFlavourWrongThroughout_takesThePortableOne() {
    BlockRunner.Graphs graphs =
        (block, weights, form) ->
            form.flavour() == Flavour.PORTABLE
                ? BlockGraph.of(block).build(weights, form)
                : WrongGraphs.of(Block.TIME_EMBEDDING).of(block, weights, PORTABLE);

    FormSearch.Found found = search(List.of(CUDA, PORTABLE), graphs);

    assertThat(found.form()).isEqualTo(PORTABLE);
    assertThat(found.right()).isTrue();
  }

  @Test
  void search_readBack_isWhatWasFound() {
    FormSearch.Found found = search(List.of(CUDA, PORTABLE), BlockRunner.COMPILER);
    TrialLog.Reader reader = new TrialLog.Reader(Device.CPU);
    said.toString(StandardCharsets.UTF_8).lines().forEach(reader::take);

    Trial trial = reader.trial();

    assertThat(trial.works()).isTrue();
    assertThat(trial.form()).isEqualTo(found.form());
    assertThat(trial.results()).isEqualTo(found.results());
  }

  private FormSearch.Found search(List<GraphForm> forms, BlockRunner.Graphs graphs) {
    BlockRunner runner = new BlockRunner(new Provider(Device.CPU), folder, graphs);
    TrialLog log = new TrialLog(new PrintStream(said, true, StandardCharsets.UTF_8));
    return new FormSearch(runner, forms, log).search();
  }
}
