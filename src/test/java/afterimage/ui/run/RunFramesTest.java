package afterimage.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.PreviewFrame;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunFramesTest {
  private static final int BYTES = 4 * 10 * 10;

  @Test
  void of_shortRun_hasEveryFrameInOrder() {
    RunFrames frames = run(new RunFrames(), "a", 15);

    assertThat(steps(frames, "a"))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
    assertThat(frames.of("b")).isEmpty();
  }

  @Test
  void add_longRun_isThinnedOutEvenlyAndKeepsItsLastStep() {
    RunFrames frames = run(new RunFrames(8, 1 << 20), "a", 21);

    assertThat(steps(frames, "a")).containsExactly(4, 8, 12, 16, 20, 21);
  }

  @Test
  void add_thousandSteps_staysWithinItsNumber() {
    RunFrames frames = new RunFrames();
    for (int step = 1; step <= 1000; step++) {
      frames.add("a", frame(step, 1000));
      assertThat(frames.of("a")).hasSizeBetween(1, 64);
    }
    assertThat(steps(frames, "a")).hasSizeGreaterThan(30).isSorted().endsWith(1000);
  }

  @Test
  void add_moreThanThereIsRoomFor_forgetsTheOldestRun() {
    RunFrames frames = new RunFrames(64, 10 * BYTES);
    run(frames, "a", 4);
    run(frames, "b", 4);
    run(frames, "c", 4);

    assertThat(frames.of("a")).isEmpty();
    assertThat(steps(frames, "b")).hasSize(4);
    assertThat(steps(frames, "c")).hasSize(4);
  }

  @Test
  void add_runLargerThanAllRoom_keepsSomeOfIt() {
    RunFrames frames = run(new RunFrames(64, 4 * BYTES), "a", 30);

    assertThat(steps(frames, "a")).hasSizeBetween(1, 4).endsWith(30);
  }

  @Test
  void add_runThatBeginsAnew_forgetsItsFirstTry() {
    RunFrames frames = run(new RunFrames(), "a", 9);
    frames.add("a", frame(1, 9));

    assertThat(steps(frames, "a")).containsExactly(1);
  }

  @Test
  void forget_run_leavesTheOthers() {
    RunFrames frames = run(run(new RunFrames(), "a", 3), "b", 3);
    frames.forget("a");

    assertThat(frames.of("a")).isEmpty();
    assertThat(frames.of("b")).hasSize(3);
  }

  private static RunFrames run(RunFrames frames, String id, int steps) {
    for (int step = 1; step <= steps; step++) {
      frames.add(id, frame(step, steps));
    }
    return frames;
  }

  private static PreviewFrame frame(int step, int steps) {
    return new PreviewFrame(step, steps, 10, 10, new int[100]);
  }

  private static List<Integer> steps(RunFrames frames, String id) {
    return frames.of(id).stream().map(PreviewFrame::step).toList();
  }
}
