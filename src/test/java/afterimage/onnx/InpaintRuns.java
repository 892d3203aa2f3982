package afterimage.onnx;

import afterimage.diffusion.pipeline.DiffusionInput;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PixelMask;
import afterimage.diffusion.pipeline.RepaintMask;
import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.reference.PngPicture;
import afterimage.reference.RecordedRun;
import afterimage.reference.ReferenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Recorded calls of diffusers' {@code StableDiffusionXLInpaintPipeline}. */
final class InpaintRuns {
  static final String PIPELINE = "inpaint";

  private InpaintRuns() {}

  static List<RecordedRun> all() {
    return ReferenceSet.SECOND.has("runs")
        ? RecordedRun.below(ReferenceSet.SECOND.path("runs")).stream()
            .filter(run -> run.pipeline().equals(PIPELINE))
            .toList()
        : List.of();
  }

  /** The model that a run was made with: of one set, or what the other lacks over its base. */
  static Path model(RecordedRun run, Path folder) throws IOException {
    String name = run.json().path("model").asString("");
    if (!ReferenceSet.SECOND.has("pipelines", name)) {
      return ReferenceSet.FIRST.path("pipelines", name);
    }
    Path whole = folder.resolve(name);
    if (!Files.exists(whole)) {
      SecondReference.copy(ReferenceSet.FIRST.path("pipelines", "tiny_base"), whole);
      SecondReference.copy(ReferenceSet.SECOND.path("pipelines", name), whole);
    }
    return whole;
  }

  static boolean isInpainting(RecordedRun run) {
    return run.json().path("unet_channels").asInt(0) == 9;
  }

  static boolean isCropped(RecordedRun run) {
    return run.json().path("crop_region").isArray();
  }

  static PixelArea crop(RecordedRun run) {
    JsonNode box = run.json().path("crop_region");
    int x = box.get(0).asInt();
    int y = box.get(1).asInt();
    return new PixelArea(x, y, box.get(2).asInt() - x, box.get(3).asInt() - y);
  }

  static PixelSize size(RecordedRun run) {
    return new PixelSize((int) run.number("width", 0), (int) run.number("height", 0));
  }

  static Picture picture(RecordedRun run, String name) {
    return PngPicture.read(run.folder().resolve(name + ".png"));
  }

  /** What the pipeline is given: the recorded picture where it was cropped, else the input. */
  static Picture input(RecordedRun run) {
    return picture(run, isCropped(run) ? "image_preprocessed" : "input");
  }

  /** Read as users' masks are: Java2D alone would take grey values for linear ones. */
  static PixelMask mask(RecordedRun run, String name) throws PictureException {
    Picture mask = PictureReader.read(run.folder().resolve(name + ".png")).picture();
    return PixelMask.of(mask, mask.width(), mask.height(), 0);
  }

  static DiffusionInput pipelineInput(RecordedRun run, RecordedNoise noise)
      throws PictureException {
    Picture picture = input(run);
    Framing whole = Framing.of(picture.width(), picture.height(), 1, 1);
    return new DiffusionInput(
        Replay.prompts(run),
        new DiffusionInput.Start.Images(
            whole.pad(picture), new DiffusionInput.Entry.Strength(run.number("strength", 0.9999))),
        null,
        (int) run.number("num_inference_steps", 50),
        Replay.guidance(run),
        Replay.size(run, "", run.number("aesthetic_score", 6)),
        Replay.size(run, "negative_", run.number("negative_aesthetic_score", 2.5)),
        new RepaintMask(run.tensor("mask_latent"), mask(run, "mask_preprocessed").hidden(whole)),
        0,
        noise,
        true);
  }
}
