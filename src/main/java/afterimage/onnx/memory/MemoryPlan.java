package afterimage.onnx.memory;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelOptions.Weights;
import afterimage.engine.RefineSettings;
import afterimage.engine.Tiling;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides how much memory a run takes, apart from its model and its picture.
 *
 * @param settings of them, tiles and calls of the UNet
 * @param options of them, where weights are kept
 * @param batch pictures that go through the networks together
 * @param device never {@link Device.Kind#AUTO}
 * @param residency of the model's networks on the device
 */
public record MemoryPlan(
    RefineSettings settings, ModelOptions options, int batch, Device device, Residency residency) {
  /** Sides of tiles that save memory: none smaller than needed, since each sees less. */
  private static final List<Integer> SMALL_TILES = List.of(512, Tiling.MIN_SIDE);

  public static MemoryPlan of(ImageRequest request, Device device) {
    int together = Math.min(request.batch(), request.count());
    return new MemoryPlan(
        request.settings(), request.model().options(), together, device, Residency.TOGETHER);
  }

  /** The request, with these in place of its own. */
  public ImageRequest applyTo(ImageRequest request) {
    return request
        .withModel(request.model().withOptions(options))
        .withSettings(settings)
        .withBatch(batch)
        .withDevice(device);
  }

  /**
   * Less, with the same picture to the eye; these themselves if nothing can be saved.
   *
   * @param model whose checkpoint can keep its weights
   * @param longest side of the picture in pixels
   */
  public MemoryPlan reduced(Path model, int longest) {
    AdvancedSettings advanced = settings.advanced();
    boolean guided = settings.guidanceScale() > 1;
    return new MemoryPlan(
        settings.withAdvanced(
            advanced
                .withTiling(smaller(advanced.tiling(), longest))
                .withGuidanceInTwoCalls(advanced.guidanceInTwoCalls() || guided)),
        lightOptions(model, device),
        1,
        device,
        device.kind() == Device.Kind.CPU ? residency : Residency.IN_TURNS);
  }

  /** The same on the processor. */
  public MemoryPlan onProcessor(Path model) {
    return new MemoryPlan(
        settings, lightOptions(model, Device.CPU), batch, Device.CPU, Residency.TOGETHER);
  }

  /** The same with one network at a time on the device. */
  public MemoryPlan inTurns() {
    return new MemoryPlan(settings, options, batch, device, Residency.IN_TURNS);
  }

  /** Other devices have a copy of their own anyway; weights of eight bits were asked for. */
  private ModelOptions lightOptions(Path model, Device where) {
    boolean movable =
        where.kind() == Device.Kind.CPU
            && options.weights() != Weights.INT8
            && CheckpointCompiler.isCheckpoint(model);
    return movable ? options.withWeights(Weights.MAPPED) : options;
  }

  private static Tiling smaller(Tiling now, int longest) {
    int side = now.equals(Tiling.AUTO) || now.equals(Tiling.OFF) ? Tiling.MAX_SIDE : now.side();
    return SMALL_TILES.stream()
        .filter(small -> small < side && small < longest)
        .findFirst()
        .map(Tiling::new)
        .orElse(now);
  }

  /** Rows that go through the UNet together. */
  public int rows() {
    boolean together = settings.guidanceScale() > 1 && !settings.advanced().guidanceInTwoCalls();
    return together ? 2 * batch : batch;
  }

  /** How these save memory against others, in a few words each. */
  public List<String> savings(MemoryPlan before) {
    List<String> savings = new ArrayList<>();
    AdvancedSettings advanced = settings.advanced();
    if (!advanced.tiling().equals(before.settings.advanced().tiling())) {
      savings.add(Messages.of("onnx.saving.tiles", advanced.tiling().side()));
    }
    if (options.weights() != before.options.weights()) {
      savings.add(Messages.of("onnx.saving.weights"));
    }
    if (batch != before.batch) {
      savings.add(Messages.of("onnx.saving.batch"));
    }
    if (advanced.guidanceInTwoCalls() != before.settings.advanced().guidanceInTwoCalls()) {
      savings.add(Messages.of("onnx.saving.calls"));
    }
    if (residency == Residency.IN_TURNS && before.residency != residency) {
      savings.add(Messages.of("onnx.saving.turns"));
    }
    if (!device.equals(before.device)) {
      savings.add(Messages.of("onnx.saving.processor"));
    }
    return savings;
  }
}
