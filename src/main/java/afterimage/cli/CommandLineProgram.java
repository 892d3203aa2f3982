package afterimage.cli;

import afterimage.message.ForeignText;
import java.io.PrintWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands behind {@code afterimage}. */
public final class CommandLineProgram {
  private static final int MAX_MESSAGE = 300;

  private CommandLineProgram() {}

  /**
   * Runs one command.
   *
   * @return 0 done, 1 something failed, 2 bad usage, 130 stopped by the user
   */
  public static int run(CommandLineParts parts, String... arguments) {
    return run(parts, Editor.NONE, arguments);
  }

  /**
   * Runs one command, which may open a window.
   *
   * @return as {@link #run(CommandLineParts, String...)}
   */
  public static int run(CommandLineParts parts, Editor editor, String... arguments) {
    CommandLine program = program(parts, editor);
    int code;
    try {
      code = program.execute(DashedFiles.told(program, arguments));
    } catch (Error e) {
      code = unexpected(e, parts.err());
    }
    if (parts.out().checkError()) {
      parts
          .err()
          .println(
              "afterimage: the output cannot be written: the disk is full or the pipe was closed.");
      code = code == ExitCode.DONE ? ExitCode.FAILED : code;
    }
    parts.err().flush();
    return code;
  }

  /** The words that start a command or an option; anything else may be a file to open. */
  public static boolean isCommand(String argument) {
    return argument.startsWith("-")
        || Set.of("refine", "generate", "edit", "inspect", "doctor", "models", "help")
            .contains(argument);
  }

  private static CommandLine program(CommandLineParts parts, Editor editor) {
    CommandLine program =
        new CommandLine(new Root())
            .addSubcommand(new RefineCommand(parts))
            .addSubcommand(new GenerateCommand(parts))
            .addSubcommand(new EditCommand(parts, editor))
            .addSubcommand(new DoctorCommand(parts))
            .addSubcommand(
                new CommandLine(new ModelsCommand(parts))
                    .addSubcommand(new ModelsListCommand(parts))
                    .addSubcommand(new ModelsAvailableCommand(parts))
                    .addSubcommand(new ModelsGetCommand(parts))
                    .addSubcommand(new ModelsFoundCommand(parts))
                    .addSubcommand(new ModelsAddCommand(parts))
                    .addSubcommand(new ModelsRemoveCommand(parts))
                    .addSubcommand(new ModelsVerifyCommand(parts)))
            .addSubcommand(new InspectCommand(parts))
            .addSubcommand(new HelpCommand());
    program.getCommandSpec().versionProvider(() -> new String[] {"afterimage " + parts.version()});
    return program
        .setOut(parts.out())
        .setErr(parts.err())
        // A file and a prompt may begin with an at sign.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(CommandLineProgram::badUsage)
        .setExecutionExceptionHandler(CommandLineProgram::unexpected);
  }

  private static int badUsage(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    command.getErr().println("afterimage: " + exception.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, command.getErr());
    CommandSpec spec = command.getCommandSpec();
    command.getErr().println("Try '" + spec.qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static int unexpected(Exception exception, CommandLine command, ParseResult parsed) {
    return unexpected(exception, command.getErr());
  }

  private static int unexpected(Throwable cause, PrintWriter err) {
    String brief = ForeignText.line(cause.toString(), MAX_MESSAGE);
    err.println(
        "afterimage: internal error ("
            + brief
            + "). Please report it, with the output of AFTERIMAGE_DEBUG=1.");
    Messages.trace(cause, err);
    return ExitCode.FAILED;
  }

  /** The command without a subcommand. */
  @Command(
      name = "afterimage",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = {
        "Refines pictures with a latent-diffusion model on your own computer.",
        "Without arguments, the studio opens."
      },
      footer = {
        "",
        "Example: afterimage refine photo.jpg -o better.png --prompt bright",
        "Exit codes: 0 success, 1 a picture failed, 2 invalid usage, 130 interrupted."
      })
  private static final class Root implements Runnable {
    @CommandLine.Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        throw new ParameterException(spec.commandLine(), "a command is missing");
      }
    }
  }
}
