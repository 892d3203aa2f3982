package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.message.ForeignText;
import afterimage.message.Messages;
import afterimage.onnx.runtime.Providers;
import java.util.List;
import java.util.stream.Collectors;

/** Trials in sentences for people. */
final class Verdicts {
  private static final int LONGEST = 240;

  private Verdicts() {}

  static DeviceReport.Verdict unusable(Device.Kind kind, String reason) {
    return new DeviceReport.Verdict(kind, false, reason, null);
  }

  static DeviceReport.Verdict of(Trial trial) {
    return new DeviceReport.Verdict(
        trial.device().kind(), trial.works(), reason(trial), trial.speed());
  }

  static DeviceCheck notCheckable(Device device, String why) {
    return new DeviceCheck(device, formName(GraphForm.of(device)), false, why, List.of());
  }

  static DeviceCheck check(Trial trial) {
    List<DeviceCheck.Block> blocks =
        trial.results().stream()
            .map(
                result ->
                    new DeviceCheck.Block(
                        BlockNames.of(result.block()),
                        result.right(),
                        result.error(),
                        result.allowed()))
            .toList();
    String conclusion = reason(trial);
    if (trial.works()) {
      conclusion =
          trial.form().isReducedFor(trial.device())
              ? otherForm(trial)
              : Messages.of("onnx.check.agrees");
    }
    return new DeviceCheck(
        trial.device(), formName(trial.form()), trial.works(), conclusion, blocks);
  }

  /** What is to be known of a device, one sentence. */
  static String reason(Trial trial) {
    String detail = ForeignText.line(trial.detail(), LONGEST);
    return switch (trial.outcome()) {
      case WORKS -> works(trial);
      case UNUSABLE -> Providers.reason(trial.device(), detail);
      case CRASHED -> Messages.of("onnx.trial.crashed", stage(trial.at()), detail);
      case HUNG -> Messages.of("onnx.trial.hung", stage(trial.at()), detail);
      case WRONG ->
          Messages.of(
              "onnx.trial.wrong",
              trial.results().stream()
                  .filter(result -> !result.right())
                  .map(result -> BlockNames.of(result.block()))
                  .collect(Collectors.joining(", ")));
      case NOT_TRIED -> Messages.of("onnx.trial.notTried", detail);
    };
  }

  private static String works(Trial trial) {
    StringBuilder works = new StringBuilder(Providers.works(trial.device()));
    DeviceReport.Speed speed = trial.speed();
    if (speed != null) {
      works
          .append(' ')
          .append(Messages.of("onnx.works.measured", speed.convolution(), speed.attention()));
    }
    if (trial.checked() != (speed != null)) {
      works
          .append(' ')
          .append(Messages.of(trial.checked() ? "onnx.works.checked" : "onnx.works.slower"));
    }
    return works.toString();
  }

  /** That a device's own form is not used. */
  static String otherForm(Trial trial) {
    GraphForm form = trial.form();
    return form.portable().isEmpty()
        ? Messages.of("onnx.check.portable", trial.device())
        : Messages.of(
            "onnx.check.mixed",
            trial.device(),
            form.portable().stream()
                .map(operation -> BlockNames.of(operation))
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  private static String formName(GraphForm form) {
    if (form.flavour() == Flavour.PORTABLE) {
      return Messages.of("onnx.form.portable");
    }
    return Messages.of(form.portable().isEmpty() ? "onnx.form.own" : "onnx.form.mixed");
  }

  /** A block's name, or that of another stage of a trial. */
  private static String stage(String at) {
    for (Block block : Block.values()) {
      if (block.label().equals(at)) {
        return BlockNames.of(block);
      }
    }
    return switch (at) {
      case "convolutions" -> BlockNames.of(Block.CONVOLUTION);
      case "attention" -> BlockNames.of(Block.SELF_ATTENTION);
      default -> Messages.of("onnx.trial.opening");
    };
  }
}
