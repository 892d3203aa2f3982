package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.onnx.runtime.Provider;
import afterimage.process.ChildProgram;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real process in the place of that which tries a graphics card, and does what drivers may do.
 */
public final class TriedDevice {
  static final Device CARD = new Device(Device.Kind.DIRECTML, 0);

  private TriedDevice() {}

  /** What a driver does. */
  enum Driver {
    /** Computes all as it should, as fast as a processor. */
    PROCESSOR,
    /** Computes all as it should, at once. */
    FAST,
    /** Computes all as it should, in an hour. */
    SLOW,
    /** Touches memory that is not its own. */
    CRASHES,
    /** The system ends it. */
    IS_KILLED,
    HANGS,
    /** Writes without end what nobody understands. */
    RAVES,
    /** Computes group norms wrongly. */
    IS_WRONG,
    IS_MISSING,
    /** Fails for a reason that is not its own. */
    HAS_NO_MEMORY
  }

  /** The processor is not tried, which takes long. */
  static Trials.Start with(Driver driver) {
    return (arguments, folder) -> {
      boolean processor = Device.parse(arguments.getFirst()).kind() == Device.Kind.CPU;
      List<String> all = new ArrayList<>(arguments);
      all.add((processor ? Driver.PROCESSOR : driver).name());
      return ChildProgram.of(TriedDevice.class, "", all, folder);
    };
  }

  /** The processor is tried by the program's own process. */
  static Trials.Start besideTheProcessor(Driver driver) {
    return (arguments, folder) ->
        Device.parse(arguments.getFirst()).kind() == Device.Kind.CPU
            ? ChildProgram.of(TrialProcess.class, "", arguments, folder)
            : with(driver).of(arguments, folder);
  }

  /** Fails the test that starts a process. */
  static Trials.Start unwanted() {
    return (arguments, folder) -> {
      throw new AssertionError("a process is started for " + arguments + " in " + folder);
    };
  }

  public static void main(String[] args) throws Throwable {
    TrialLog log = new TrialLog(System.out);
    log.begin(Block.UNET.label());
    switch (Driver.valueOf(args[4])) {
      case PROCESSOR -> computed(log, 50);
      case FAST -> computed(log, 0.001);
      case SLOW -> log.speed(new DeviceReport.Speed(3_600_000, 3_600_000));
      case CRASHES -> crash();
      case IS_KILLED ->
          new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
              .start()
              .waitFor();
      case HANGS -> Thread.sleep(Long.MAX_VALUE);
      case RAVES -> rave(System.out);
      case IS_WRONG ->
          TrialProcess.run(
              new TrialProcess.Order(Device.CPU, "", false, 0),
              new BlockRunner(
                  new Provider(Device.CPU),
                  Path.of("").toAbsolutePath(),
                  WrongGraphs.of(Block.GROUP_NORM)),
              log);
      case HAS_NO_MEMORY -> log.failed(new OutOfMemoryError("heap"));
      case IS_MISSING -> log.unusable("no adapter was found");
    }
    log.done();
  }

  private static void computed(TrialLog log, double millis) {
    log.speed(new DeviceReport.Speed(millis, millis));
    for (Block block : Block.values()) {
      log.block(new Trial.Result(block, true, 1e-6, 1e-3));
    }
  }

  private static void rave(PrintStream out) {
    while (!out.checkError()) {
      out.println("@trial block UNET maybe much \u001b[2J");
      out.println("@trial form NONE");
    }
  }

  /** In native code, where Java cannot help. */
  @SuppressWarnings("restricted")
  private static void crash() throws Throwable {
    Linker linker = Linker.nativeLinker();
    long _ =
        (long)
            linker
                .downcallHandle(
                    linker.defaultLookup().find("strlen").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
                .invokeExact(MemorySegment.ofAddress(8));
  }
}
