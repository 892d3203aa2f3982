package afterimage.cli;

import afterimage.engine.Parameters;
import afterimage.engine.RefineSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Options that most users leave alone. */
final class AdvancedOptions {
  private final ParameterOptions declared = new ParameterOptions(Parameters.ofAllRuns());

  @Mixin CommandSpec spec = declared.spec();

  /**
   * Settings with what was typed.
   *
   * @throws IllegalArgumentException naming the value that none can have
   */
  RefineSettings onto(RefineSettings settings) {
    require("variation-strength", "variation-seed");
    require("variation-seed", "variation-strength");
    return declared.onto(settings);
  }

  private void require(String typed, String other) {
    if (declared.has(typed) && !declared.has(other)) {
      throw new IllegalArgumentException("--" + typed + " needs --" + other);
    }
  }
}
