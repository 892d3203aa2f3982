package afterimage.checkpoint;

import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.recognise.Sidecars;
import afterimage.checkpoint.recognise.TextArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.recognise.VaeArchitecture;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON files of a bundle, in diffusers' words. What the checkpoint's own files say is kept; the
 * rest is what its family was published with.
 */
final class Configurations {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEDULER = "scheduler/scheduler_config.json";

  private final Checkpoint checkpoint;
  private final Path bundle;

  Configurations(Checkpoint checkpoint, Path bundle) {
    this.checkpoint = checkpoint;
    this.bundle = bundle;
  }

  static void write(Path file, ObjectNode content) throws IOException {
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
  }

  ObjectNode textEncoder(Part part, TextArchitecture sizes) throws EngineException {
    ObjectNode config = own(part);
    config.put("hidden_size", sizes.width());
    config.put("num_hidden_layers", sizes.layers());
    config.put("num_attention_heads", sizes.heads());
    config.put("vocab_size", sizes.vocabulary());
    config.put("max_position_embeddings", sizes.positions());
    if (sizes.projection() > 0) {
      config.put("projection_dim", sizes.projection());
    }
    return config;
  }

  ObjectNode unet(UNetArchitecture sizes) throws EngineException {
    ObjectNode config = own(Part.UNET);
    config.put("in_channels", sizes.inChannels());
    config.put("out_channels", sizes.outChannels());
    config.put("cross_attention_dim", sizes.contextWidth());
    config.put("addition_time_embed_dim", sizes.timeIdWidth());
    config.put(
        "projection_class_embeddings_input_dim",
        sizes.pooledWidth() + sizes.timeIds() * sizes.timeIdWidth());
    ArrayNode channels = config.putArray("block_out_channels");
    sizes.levels().forEach(level -> channels.add(level.channels()));
    return config;
  }

  ObjectNode vae(VaeArchitecture sizes) throws EngineException {
    ObjectNode config = own(Part.VAE);
    config.put("in_channels", sizes.imageChannels());
    config.put("out_channels", sizes.imageChannels());
    config.put("latent_channels", sizes.latentChannels());
    config.put("scaling_factor", sizes.scalingFactor());
    ArrayNode channels = config.putArray("block_out_channels");
    sizes.channels().forEach(channels::add);
    return config;
  }

  /** Of a VAE that is still to be chosen: SDXL's latents. */
  ObjectNode absentVae(UNetArchitecture unet) throws EngineException {
    ObjectNode config = own(Part.VAE);
    config.put("latent_channels", unet.outChannels());
    if (!config.has("scaling_factor")) {
      config.put("scaling_factor", VaeArchitecture.SDXL_SCALING);
    }
    ArrayNode channels = config.putArray("block_out_channels");
    List.of(128, 256, 512, 512).forEach(channels::add);
    return config;
  }

  private ObjectNode own(Part part) throws EngineException {
    return checkpoint.sidecars().config(part.folder());
  }

  /** {@code model_index.json}: which parts there are, and what sets refiner and base apart. */
  void index() throws IOException, EngineException {
    boolean refiner = checkpoint.family() == Family.SDXL_REFINER;
    ObjectNode index = JSON.createObjectNode();
    index.put("_class_name", pipeline(refiner));
    ObjectNode own = checkpoint.sidecars().index();
    index.put(
        "requires_aesthetics_score", own.path("requires_aesthetics_score").asBoolean(refiner));
    index.put(
        "force_zeros_for_empty_prompt",
        own.path("force_zeros_for_empty_prompt").asBoolean(!refiner));
    part(index, "text_encoder", !refiner, "transformers", "CLIPTextModel");
    part(index, "tokenizer", !refiner, "transformers", "CLIPTokenizer");
    part(index, "text_encoder_2", true, "transformers", "CLIPTextModelWithProjection");
    part(index, "tokenizer_2", true, "transformers", "CLIPTokenizer");
    part(index, "unet", true, "diffusers", "UNet2DConditionModel");
    part(index, "vae", true, "diffusers", "AutoencoderKL");
    part(index, "scheduler", true, "diffusers", "EulerDiscreteScheduler");
    write(bundle.resolve("model_index.json"), index);
  }

  private String pipeline(boolean refiner) {
    if (checkpoint.isInpainting()) {
      return "StableDiffusionXLInpaintPipeline";
    }
    return refiner ? "StableDiffusionXLImg2ImgPipeline" : "StableDiffusionXLPipeline";
  }

  private static void part(
      ObjectNode index, String name, boolean present, String library, String type) {
    ArrayNode entry = index.putArray(name);
    if (present) {
      entry.add(library).add(type);
    } else {
      entry.addNull().addNull();
    }
  }

  /** The checkpoint's own schedule, or the one that SDXL was published with. */
  void scheduler() throws IOException, EngineException {
    Path file = bundle.resolve(SCHEDULER);
    Files.createDirectories(file.resolveSibling("."));
    Optional<Path> own = checkpoint.sidecars().file(SCHEDULER);
    if (own.isPresent()) {
      Sidecars.copy(own.get(), file);
      return;
    }
    ObjectNode config = JSON.createObjectNode();
    config.put("_class_name", "EulerDiscreteScheduler");
    config.put("num_train_timesteps", 1000);
    config.put("beta_start", 0.00085);
    config.put("beta_end", 0.012);
    config.put("beta_schedule", "scaled_linear");
    config.put("steps_offset", 1);
    config.put("timestep_spacing", "leading");
    config.put("prediction_type", "epsilon");
    config.put("interpolation_type", "linear");
    config.put("use_karras_sigmas", false);
    if (checkpoint.ignored().contains("v_pred") || saysVelocity()) {
      config.put("prediction_type", "v_prediction");
    }
    if (checkpoint.ignored().contains("ztsnr")) {
      config.put("rescale_betas_zero_snr", true);
      config.put("timestep_spacing", "trailing");
    }
    write(file, config);
  }

  /**
   * Whether the file's own words say what the UNet predicts, as Stability AI's modelspec has it.
   */
  private boolean saysVelocity() {
    return checkpoint.headers().stream()
        .map(file -> file.metadata().getOrDefault("modelspec.prediction_type", ""))
        .anyMatch(type -> type.equals("v") || type.equals("v_prediction"));
  }

  /**
   * {@code afterimage.json}: the name that people see.
   *
   * @param added to be said after the model's own name, or empty
   */
  void descriptor(String added) throws IOException {
    ObjectNode descriptor = JSON.createObjectNode();
    String name = String.valueOf(checkpoint.path().toAbsolutePath().normalize().getFileName());
    descriptor.put("name", name.replaceFirst("\\.(safetensors|gguf)$", "") + added);
    descriptor.put("description", checkpoint.kind());
    if (!checkpoint.hasVae()) {
      descriptor.put("lacks_vae", true);
    }
    if (checkpoint.parts().containsKey(Part.CONTROLNET)) {
      descriptor.put("has_controlnet", true);
    }
    write(bundle.resolve("afterimage.json"), descriptor);
  }
}
