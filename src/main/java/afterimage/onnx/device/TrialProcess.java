package afterimage.onnx.device;

import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.Providers;
import afterimage.process.ParentProgram;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The process that tries a device. Whatever a driver does here, the program that asked goes on, and
 * a process whose program has gone ends.
 */
public final class TrialProcess {
  /** By which the program's own main class is told to run this one. */
  public static final String COMMAND = "--try-device";

  /** ONNX Runtime's own property: where its libraries are. */
  static final String LIBRARIES = "onnxruntime.native.path";

  private TrialProcess() {}

  /**
   * What is to be found out.
   *
   * @param device never {@code auto}
   * @param libraries where ONNX Runtime's libraries are, or empty for its jar's
   * @param timed whether it is timed
   * @param enough milliseconds for the timed work: what takes longer is not checked, since another
   *     device is faster; 0 if it is always checked
   */
  record Order(Device device, String libraries, boolean timed, double enough) {

    static Order read(String... arguments) {
      return new Order(
          Device.parse(arguments[0]),
          arguments[1],
          Boolean.parseBoolean(arguments[2]),
          Double.parseDouble(arguments[3]));
    }

    List<String> arguments() {
      return List.of(
          device.toString(), libraries, Boolean.toString(timed), Double.toString(enough));
    }
  }

  /** Tries; the folder for files is the one it was started in. */
  public static void main(String[] args) {
    PrintStream out = System.out;
    System.setOut(System.err);
    ParentProgram.endWith(System.in);
    Order order = Order.read(args);
    if (!order.libraries.isEmpty()) {
      System.setProperty(LIBRARIES, order.libraries);
    }
    TrialLog log = new TrialLog(out);
    run(
        order,
        new BlockRunner(
            new Provider(order.device), Path.of("").toAbsolutePath(), BlockRunner.COMPILER),
        log);
    // Not an exit: what drivers do at one is nobody's concern any more.
    Runtime.getRuntime().halt(0);
  }

  /** Does what was ordered, and tells the log. */
  static void run(Order order, BlockRunner runner, TrialLog log) {
    try {
      log.begin("open");
      Optional<String> complaint = Providers.complaint(order.device);
      if (complaint.isPresent()) {
        log.unusable(complaint.get());
      } else {
        tried(order, runner, log);
      }
      log.done();
    } catch (EngineException e) {
      log.unusable(String.valueOf(e.getMessage()));
      log.done();
    } catch (RuntimeException | Error e) {
      log.failed(e);
      log.done();
    }
  }

  private static void tried(Order order, BlockRunner runner, TrialLog log) throws EngineException {
    Stopwatch stopwatch = new Stopwatch(runner, log);
    List<GraphForm> forms = GraphForm.candidates(order.device);
    boolean measured = false;
    if (order.timed) {
      try {
        DeviceReport.Speed speed = stopwatch.measure(forms.getFirst());
        log.speed(speed);
        if (order.enough > 0 && speed.convolution() + speed.attention() > order.enough) {
          return;
        }
        measured = true;
      } catch (EngineException e) {
        // In that form it does not run at all: the search finds which one does.
        log.note(String.valueOf(e.getMessage()));
      }
    }
    FormSearch.Found found = new FormSearch(runner, forms, log).search();
    if (order.timed && found.right() && !(measured && found.form().equals(forms.getFirst()))) {
      log.speed(stopwatch.measure(found.form()));
    }
  }
}
