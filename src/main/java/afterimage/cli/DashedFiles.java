package afterimage.cli;

import afterimage.file.PathText;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Files whose names begin with a dash, as {@code *} of a shell brings them: they are files, and no
 * options that somebody wrote.
 */
final class DashedFiles {
  private static final String END_OF_OPTIONS = "--";

  private DashedFiles() {}

  /** The arguments with such names written so that they cannot be taken for options. */
  static String[] told(CommandLine program, String... arguments) {
    String[] told = arguments.clone();
    CommandSpec command = program.getCommandSpec();
    Set<String> names = Set.of();
    @Nullable String before = null;
    for (int i = 0; i < told.length; i++) {
      String argument = told[i];
      if (argument.equals(END_OF_OPTIONS)) {
        break;
      }
      Map<String, CommandLine> inside = command.subcommands();
      if (names.isEmpty() || (inside.containsKey(argument) && i < 2)) {
        if (inside.containsKey(argument)) {
          command = inside.get(argument).getCommandSpec();
        }
        names = names(command);
      } else if (isFile(argument, names) && !isValue(before, command)) {
        told[i] = "./" + argument;
      }
      before = argument;
    }
    return told;
  }

  private static Set<String> names(CommandSpec command) {
    return command.options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .collect(Collectors.toSet());
  }

  private static boolean isFile(String argument, Set<String> options) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    return argument.length() > 1
        && argument.startsWith("-")
        && !options.contains(name)
        && PathText.find(argument).filter(Files::exists).isPresent();
  }

  /** Whether an argument is what the option before it takes. */
  private static boolean isValue(@Nullable String before, CommandSpec command) {
    @Nullable OptionSpec option = before == null ? null : command.findOption(before);
    return option != null && option.arity().max() > 0;
  }
}
