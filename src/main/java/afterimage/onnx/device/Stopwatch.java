package afterimage.onnx.device;

import afterimage.checkpoint.network.BlockGraph;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.onnx.runtime.OnnxSession;
import java.util.Arrays;

/** Times work like that of the networks on a device. */
final class Stopwatch {
  private static final int RUNS = 5;

  /** Enough of a slow device. */
  private static final double ENOUGH_MILLIS = 1000;

  private final BlockRunner runner;
  private final TrialLog log;

  Stopwatch(BlockRunner runner, TrialLog log) {
    this.runner = runner;
    this.log = log;
  }

  /**
   * Times it.
   *
   * @throws EngineException if it does not run in that form
   */
  DeviceReport.Speed measure(GraphForm form) throws EngineException {
    return new DeviceReport.Speed(
        millis("convolutions", BlockGraph.convolutionsToTime(), form),
        millis("attention", BlockGraph.attentionToTime(), form));
  }

  /** The median of some runs, after one in which drivers compile what they need. */
  private double millis(String name, BlockGraph block, GraphForm form) throws EngineException {
    log.begin(name);
    try (OnnxSession session = runner.open(name, block, form)) {
      runner.run(block, session);
      log.begin(name);
      double[] millis = new double[RUNS];
      int runs = 0;
      double all = 0;
      while (runs < RUNS && all < ENOUGH_MILLIS) {
        long start = System.nanoTime();
        runner.run(block, session);
        millis[runs] = (System.nanoTime() - start) / 1e6;
        all += millis[runs++];
      }
      Arrays.sort(millis, 0, runs);
      return millis[runs / 2];
    }
  }
}
