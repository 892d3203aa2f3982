package afterimage.app;

import afterimage.catalog.download.ModelSource;
import afterimage.cli.CommandLineParts;
import afterimage.cli.CommandLineProgram;
import afterimage.cli.ConsoleStreams;
import afterimage.engine.ImageEngine;
import afterimage.onnx.OnnxEngine;
import afterimage.onnx.device.Devices;
import afterimage.onnx.memory.MemoryBudget;
import afterimage.onnx.runtime.RuntimeLibraries;
import afterimage.settings.Language;
import afterimage.settings.Settings;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Wires the command line. */
final class CommandLineLauncher {
  private CommandLineLauncher() {}

  static int run(String... arguments) {
    // The commands' own texts are in English only; what comes from below is not to differ.
    Language.ENGLISH.apply();
    return CommandLineProgram.run(
        new CommandLineParts(
            ProgramVersion.get(),
            CommandLineLauncher::engine,
            () -> UserChoices.catalog(SettingsOnce.get()),
            () -> SettingsOnce.get().device(),
            ModelSource::current,
            ConsoleStreams.over(
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                    writer(System.out),
                    writer(System.err),
                    isTerminal())
                // Unlike a PrintStream, it says that a pipe is closed.
                .carrying(System.in, new FileOutputStream(FileDescriptor.out))),
        EditLauncher::edit,
        arguments);
  }

  private static ImageEngine engine() {
    Settings settings = SettingsOnce.get();
    RuntimeLibraries.choose(settings.nativePath(), UserChoices.librariesFolder());
    FormerTelemetry.removeOnce().ifPresent(notice -> System.err.println("Note: " + notice));
    ImageEngine engine =
        new OnnxEngine(
            UserChoices.compiledFolder(),
            new MemoryBudget(),
            new Devices(UserChoices.devicesFile()),
            () -> UserChoices.catalog(SettingsOnce.get()).models());
    engine.limitMemory(settings.preferences().memoryBytes());
    engine.limitCardMemory(settings.preferences().cardBytes());
    return engine;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, stream.charset());
  }

  // The check says null has gone; the documentation still allows it (jdk.console=java.base).
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
