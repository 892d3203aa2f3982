package afterimage.onnx;

import afterimage.diffusion.pipeline.DiffusionInput;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.Guidance;
import afterimage.diffusion.pipeline.PromptEmbedding;
import afterimage.diffusion.pipeline.Prompts;
import afterimage.diffusion.pipeline.SizeCondition;
import afterimage.diffusion.pipeline.SizeCondition.Extent;
import afterimage.engine.GuidanceInterval;
import afterimage.image.Picture;
import afterimage.reference.PngPicture;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns a recorded call's arguments into a pipeline's input, with diffusers' defaults. */
final class Replay {
  private Replay() {}

  static DiffusionInput input(RecordedRun run, RecordedNoise noise) {
    return input(run, noise, List.of());
  }

  static DiffusionInput input(
      RecordedRun run, RecordedNoise noise, List<PromptEmbedding> embeddings) {
    return new DiffusionInput(
        prompts(run, embeddings),
        start(run),
        denoisingEnd(run),
        (int) run.number("num_inference_steps", 50),
        guidance(run),
        size(run, "", run.number("aesthetic_score", 6)),
        size(run, "negative_", run.number("negative_aesthetic_score", 2.5)),
        null,
        0,
        noise,
        decodes(run));
  }

  static Prompts prompts(RecordedRun run) {
    return prompts(run, List.of());
  }

  private static Prompts prompts(RecordedRun run, List<PromptEmbedding> embeddings) {
    return Prompts.plain(
        Objects.requireNonNull(run.strings("prompt")),
        run.strings("negative_prompt"),
        (int) run.number("num_images_per_prompt", 1),
        embeddings);
  }

  static Guidance guidance(RecordedRun run) {
    return new Guidance(
        run.number("guidance_scale", 5),
        run.number("guidance_rescale", 0),
        false,
        GuidanceInterval.ALWAYS);
  }

  static @Nullable Double denoisingEnd(RecordedRun run) {
    JsonNode end = run.argument("denoising_end");
    return end.isNumber() ? end.doubleValue() : null;
  }

  static boolean decodes(RecordedRun run) {
    return !run.argument("output_type").asString("pil").equals("latent");
  }

  static SizeCondition size(RecordedRun run, String side, double score) {
    Extent crop = extent(run.argument(side + "crops_coords_top_left"));
    return new SizeCondition(
        extent(run.argument(side + "original_size")),
        crop == null ? new Extent(0, 0) : crop,
        extent(run.argument(side + "target_size")),
        score);
  }

  private static @Nullable Extent extent(JsonNode node) {
    return node.isArray() ? new Extent(node.get(0).asInt(), node.get(1).asInt()) : null;
  }

  private static DiffusionInput.Start start(RecordedRun run) {
    if (run.isTextToImage()) {
      return new DiffusionInput.Start.Noise(
          (int) run.number("height", 0), (int) run.number("width", 0));
    }
    DiffusionInput.Entry entry =
        run.argument("denoising_start").isNumber()
            ? new DiffusionInput.Entry.DenoisingStart(run.number("denoising_start", 0))
            : new DiffusionInput.Entry.Strength(run.number("strength", 0.3));
    if (run.has("input_latents")) {
      return new DiffusionInput.Start.Latents(run.tensor("input_latents"), entry);
    }
    List<Tensor> pictures =
        run.pictures("input").stream().map(PngPicture::read).map(Replay::pixels).toList();
    return new DiffusionInput.Start.Images(Tensor.concat(0, pictures), entry);
  }

  private static Tensor pixels(Picture picture) {
    return Framing.of(picture.width(), picture.height(), 1, 1).pad(picture);
  }
}
