package afterimage.cli;

import afterimage.image.WriteSwitch;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options made of what files have or have not: name and help are declared there. */
final class SwitchOptions {
  private final Map<WriteSwitch, OptionSpec> options = new EnumMap<>(WriteSwitch.class);

  /** For a {@code @Mixin}: the options of some of the switches. */
  CommandSpec spec(Predicate<WriteSwitch> offered) {
    CommandSpec spec = CommandSpec.create();
    for (WriteSwitch part : WriteSwitch.all(offered)) {
      OptionSpec option =
          OptionSpec.builder(part.option())
              .type(boolean.class)
              .arity("0")
              .description(part.help())
              .build();
      options.put(part, option);
      spec.addOption(option);
    }
    return spec;
  }

  /** What results have. */
  Set<WriteSwitch> on() {
    return WriteSwitch.all(part -> part.isUsualInCommands() != isTyped(part));
  }

  private boolean isTyped(WriteSwitch part) {
    OptionSpec option = options.get(part);
    return option != null && Boolean.TRUE.equals(option.getValue());
  }
}
