package afterimage.app;

import afterimage.cli.CommandLineProgram;
import afterimage.file.PathText;
import afterimage.image.codec.CodecProcess;
import afterimage.onnx.device.TrialProcess;
import java.nio.file.Files;
import java.util.Arrays;

/** The program: the studio without arguments or with pictures to open, else a command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Pictures are decoded by Java2D's classes, which must not look for a display.
    System.setProperty("java.awt.headless", "true");
    TemporaryFiles.begin(args);
    System.setErr(HarmlessStream.over(System.err));
    if (args.length > 0 && args[0].equals(TrialProcess.COMMAND)) {
      // Native packages start no other class than this one.
      TrialProcess.main(Arrays.copyOfRange(args, 1, args.length));
    } else if (args.length > 0 && args[0].equals(CodecProcess.COMMAND)) {
      CodecProcess.main(Arrays.copyOfRange(args, 1, args.length));
    } else if (args.length == 0 || opensPicture(args[0])) {
      StudioLauncher.main(args);
    } else {
      System.exit(CommandLineLauncher.run(args));
    }
  }

  /** Whether an argument is what a file manager hands over to "Open with". */
  private static boolean opensPicture(String argument) {
    return !CommandLineProgram.isCommand(argument)
        && PathText.find(argument).filter(Files::exists).isPresent();
  }
}
