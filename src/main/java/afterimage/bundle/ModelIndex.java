package afterimage.bundle;

import afterimage.engine.EngineException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * {@code model_index.json}: the pipeline that a folder was saved from, and its switches.
 *
 * @param pipeline diffusers' class, e.g. {@code StableDiffusionXLImg2ImgPipeline}
 * @param aestheticScore whether the time ids end with an aesthetic score
 * @param zerosForEmptyPrompt whether a missing negative prompt is zeros and not an encoded ""
 * @param scaledImageLatents whether latents that the UNet sees beside the noisy ones are multiplied
 *     by the VAE's scaling factor (diffusers' {@code is_cosxl_edit})
 * @param hasTextEncoder whether the first text encoder is part of the model
 * @param hasTextEncoder2 whether the second one is
 */
record ModelIndex(
    String pipeline,
    boolean aestheticScore,
    boolean zerosForEmptyPrompt,
    boolean scaledImageLatents,
    boolean hasTextEncoder,
    boolean hasTextEncoder2) {

  static ModelIndex read(Path folder) throws EngineException {
    JsonFile json = JsonFile.read(folder.resolve("model_index.json"));
    return new ModelIndex(
        json.text("_class_name", ""),
        json.flag("requires_aesthetics_score"),
        json.flag("force_zeros_for_empty_prompt"),
        json.flag("is_cosxl_edit"),
        isPresent(json.node("text_encoder")),
        isPresent(json.node("text_encoder_2")));
  }

  /** A part is listed as {@code [library, class]}; both are null where it was left out. */
  private static boolean isPresent(JsonNode part) {
    return part.isArray() && !part.isEmpty() && part.get(0).isString();
  }
}
