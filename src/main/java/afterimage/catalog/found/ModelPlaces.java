package afterimage.catalog.found;

import afterimage.file.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where programs keep their models. Sources: their documentation and defaults, as of 2025. */
public final class ModelPlaces {
  private static final List<String> COMFY_UI = List.of("ComfyUI", "comfy/ComfyUI");
  private static final List<String> WEB_UI =
      List.of(
          "stable-diffusion-webui",
          "stable-diffusion-webui-forge",
          "stable-diffusion-webui-reForge",
          "sd-webui-forge-neo");
  private static final List<String> INVOKE_AI = List.of("invokeai", "InvokeAI");
  private static final List<String> STABILITY_MATRIX =
      List.of("StabilityMatrix/Data", "StabilityMatrix");

  private static final List<String> COMFY_FOLDERS =
      List.of(
          "models/checkpoints",
          "models/unet",
          "models/diffusion_models",
          "models/loras",
          "models/vae",
          "models/vae_approx",
          "models/controlnet",
          "models/embeddings");
  private static final List<String> WEB_UI_FOLDERS =
      List.of(
          "models/Stable-diffusion",
          "models/Lora",
          "models/VAE",
          "models/VAE-approx",
          "models/ControlNet",
          "embeddings");
  private static final List<String> MATRIX_FOLDERS =
      List.of(
          "Models/StableDiffusion",
          "Models/Lora",
          "Models/VAE",
          "Models/ApproxVAE",
          "Models/ControlNet",
          "Models/Embeddings",
          "Models/TextualInversion");

  /** As these programs call folders of embeddings, in small letters. */
  private static final Set<String> EMBEDDINGS = Set.of("embeddings", "textualinversion");

  private final List<Place> places = new ArrayList<>();

  /** A folder to look in, and in the folders in it. */
  public record Place(Program program, Path folder) {

    /** Whether the program keeps embeddings there, and nothing else. */
    public boolean hasEmbeddings() {
      return EMBEDDINGS.contains(name());
    }

    /** Whether the program keeps only what goes beside models there. */
    boolean hasNoModels() {
      return hasEmbeddings() || name().equals("controlnet");
    }

    private String name() {
      return String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The usual places of all programs.
   *
   * @param environment its variables name some of them
   * @param home the user's folder
   */
  public static List<Place> usual(Map<String, String> environment, Path home) {
    ModelPlaces found = new ModelPlaces();
    found.hub(hub(environment, home));
    for (Path base : bases(environment, home)) {
      COMFY_UI.forEach(name -> found.comfyUi(base.resolve(name)));
      WEB_UI.forEach(name -> found.all(Program.WEB_UI, base.resolve(name), WEB_UI_FOLDERS));
      INVOKE_AI.forEach(name -> found.invokeAi(base.resolve(name)));
      STABILITY_MATRIX.forEach(
          name -> found.all(Program.STABILITY_MATRIX, base.resolve(name), MATRIX_FOLDERS));
    }
    variable(environment, "INVOKEAI_ROOT").ifPresent(found::invokeAi);
    return found.distinct();
  }

  /** The places in a folder that a user names: a program's, a cache, or any with models. */
  public static List<Place> in(Path folder) {
    ModelPlaces found = new ModelPlaces();
    found.comfyUi(folder);
    found.all(Program.WEB_UI, folder, WEB_UI_FOLDERS);
    found.all(Program.STABILITY_MATRIX, folder, MATRIX_FOLDERS);
    found.all(Program.STABILITY_MATRIX, folder.resolve("Data"), MATRIX_FOLDERS);
    if (found.places.isEmpty() && Files.exists(folder.resolve("invokeai.yaml"))) {
      found.invokeAi(folder);
    }
    found.hub(folder);
    found.hub(folder.resolve("hub"));
    if (found.places.isEmpty()) {
      found.add(Program.FOLDER, folder);
    }
    return found.distinct();
  }

  /** Programs are unpacked into the user's folder, into documents, or by an installer. */
  private static List<Path> bases(Map<String, String> environment, Path home) {
    List<Path> bases = new ArrayList<>(List.of(home, home.resolve("Documents")));
    bases.add(home.resolve(".config"));
    bases.add(home.resolve(".local/share"));
    bases.add(home.resolve("Library/Application Support"));
    variable(environment, "APPDATA").ifPresent(bases::add);
    variable(environment, "LOCALAPPDATA").ifPresent(bases::add);
    return bases;
  }

  private static Path hub(Map<String, String> environment, Path home) {
    return variable(environment, "HF_HUB_CACHE")
        .or(() -> variable(environment, "HF_HOME").map(folder -> folder.resolve("hub")))
        .or(
            () ->
                variable(environment, "XDG_CACHE_HOME")
                    .map(folder -> folder.resolve("huggingface/hub")))
        .orElse(home.resolve(".cache/huggingface/hub"));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return PathText.find(environment.get(name)).filter(Path::isAbsolute);
  }

  private void hub(Path cache) {
    HubCache.snapshots(cache).forEach(folder -> add(Program.HUGGING_FACE, folder));
  }

  private void comfyUi(Path root) {
    all(Program.COMFY_UI, root, COMFY_FOLDERS);
    for (String file : List.of("extra_model_paths.yaml", "extra_models_config.yaml")) {
      ExtraModelPaths.read(root.resolve(file)).forEach(folder -> add(Program.COMFY_UI, folder));
    }
  }

  private void invokeAi(Path root) {
    add(Program.INVOKE_AI, root.resolve("models"));
  }

  private void all(Program program, Path root, List<String> folders) {
    folders.forEach(folder -> add(program, root.resolve(folder)));
  }

  private void add(Program program, Path folder) {
    if (Files.isDirectory(folder)) {
      places.add(new Place(program, folder));
    }
  }

  private List<Place> distinct() {
    return places.stream().distinct().toList();
  }
}
