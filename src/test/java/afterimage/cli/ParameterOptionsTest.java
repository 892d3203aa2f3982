package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Device;
import afterimage.engine.Parameter;
import afterimage.engine.Parameters;
import afterimage.image.WriteSwitch;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is declared once is offered, under its name and with its range. */
class ParameterOptionsTest {

  static Stream<Parameter<?>> parameters() {
    return Parameters.all().stream();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void refine_everyParameter_isAnOptionThatTellsItsRange(Parameter<?> parameter) {
    OptionSpec option = options().findOption("--" + parameter.option().name());

    assertThat(option).as("--%s", parameter.option().name()).isNotNull();
    Parameter.Range range = parameter.range();
    if (range != null && range.max() < Integer.MAX_VALUE) {
      assertThat(String.join(" ", option.description()))
          .contains(bound(range.min()) + " to " + bound(range.max()));
    }
  }

  @ParameterizedTest
  @EnumSource(WriteSwitch.class)
  void writing_everySwitch_isAnOptionThatChangesWhatIsUsual(WriteSwitch part) {
    WritingOptions writing = new WritingOptions();
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(writing));
    line.getCommandSpec().addMixin("sources", writing.ofSources());

    line.parseArgs();
    boolean usual = writing.options().has(part);
    line.parseArgs(part.option());

    assertThat(writing.options().has(part)).isNotEqualTo(usual);
  }

  @Test
  void strip_leavesNoMetadataAndTheProfileThatWasAskedFor() {
    WritingOptions writing = new WritingOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(writing))
        .parseArgs("--strip", "--icc");

    assertThat(writing.options().switches())
        .containsExactlyInAnyOrder(WriteSwitch.GAMUT, WriteSwitch.PROFILE);
  }

  @ParameterizedTest
  @EnumSource(Device.Kind.class)
  void device_everyKind_isToldInTheHelp(Device.Kind kind) {
    OptionSpec option =
        CommandLine.Model.CommandSpec.forAnnotatedObject(new RunOptions()).findOption("--device");

    assertThat(String.join(" ", option.description()))
        .contains(kind.isNumbered() ? kind.label() + "[:N]" : kind.label());
  }

  private static String bound(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static CommandLine.Model.CommandSpec options() {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(new SettingsOptions());
  }
}
