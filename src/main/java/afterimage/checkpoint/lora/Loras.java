package afterimage.checkpoint.lora;

import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.engine.ModelOptions;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several LoRAs at once, asked layer by layer while graphs are built. */
public final class Loras {
  private final List<Added> added;

  /**
   * A LoRA with the two weights that it has.
   *
   * @param unet for the UNet
   * @param text for the text encoders; the same where its weight is the same
   * @param label its name and weights, to follow a model's name
   */
  private record Added(LoraFile unet, LoraFile text, String label) {}

  private Loras(List<Added> added) {
    this.added = added;
  }

  /**
   * Reads them all; one of weight 0 is left out.
   *
   * @throws EngineException if one is damaged or no plain LoRA
   */
  public static Loras read(List<ModelOptions.Lora> wanted) throws EngineException {
    List<Added> added = new ArrayList<>();
    for (ModelOptions.Lora lora : wanted) {
      if (lora.hasEffect()) {
        Path file = real(lora.file());
        LoraFile unet = ForeignModel.open(file, () -> LoraFile.read(file, lora.weight()));
        LoraFile text =
            lora.ownTextWeight() == null
                ? unet
                : ForeignModel.open(file, () -> LoraFile.read(file, lora.textWeight()));
        added.add(new Added(unet, text, label(lora)));
      }
    }
    return new Loras(added);
  }

  /**
   * Whether a file is a LoRA, and not a model.
   *
   * @throws EngineException if it is no sound safetensors file
   */
  public static boolean isLora(Path file) throws EngineException {
    return ForeignModel.open(
        file,
        () ->
            SafetensorsHeader.read(file).tensors().keySet().stream().anyMatch(LoraFile::isOfLayer));
  }

  /**
   * What of files is left out although they can be used, for people: embeddings without a name that
   * prompts could call.
   */
  public static List<String> notices(List<ModelOptions.Lora> wanted) {
    List<String> notices = new ArrayList<>();
    for (ModelOptions.Lora lora : wanted) {
      try {
        Path file = real(lora.file());
        boolean any =
            lora.hasEffect()
                && ForeignModel.open(
                    file,
                    () ->
                        SafetensorsHeader.read(file).tensors().keySet().stream()
                            .anyMatch(LoraFile::isOfNamelessEmbedding));
        if (any) {
          notices.add(Messages.of("checkpoint.lora.embeddings", lora.file()));
        }
      } catch (EngineException e) {
        // Whoever adds it says what is wrong with it.
      }
    }
    return List.copyOf(notices);
  }

  /**
   * The name under which a LoRA was trained, by which prompts may call it however its file is
   * named: kohya's {@code ss_output_name}.
   *
   * @throws EngineException if it is no sound safetensors file
   */
  public static Optional<String> trainedName(Path file) throws EngineException {
    return ForeignModel.open(
        file,
        () -> Optional.ofNullable(SafetensorsHeader.read(file).metadata().get("ss_output_name")));
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      // Whoever reads it says what is wrong.
      return file.toAbsolutePath().normalize();
    }
  }

  /** What follows a model's name where they are added to it, as {@code " + style (0.8)"}. */
  public String label() {
    return added.stream().map(Added::label).collect(Collectors.joining());
  }

  private static String label(ModelOptions.Lora lora) {
    return String.format(
        Locale.ROOT, " + %s (%s)", Embedding.nameOf(real(lora.file())), lora.weights());
  }

  private List<LoraFile> ofText() {
    return added.stream().map(Added::text).toList();
  }

  /** Those of the first text encoder. */
  public NetworkLoras textEncoder() {
    return new NetworkLoras(ofText(), List.of("lora_te1_", "text_encoder."), List::of);
  }

  /** Those of the second text encoder. */
  public NetworkLoras textEncoder2() {
    return new NetworkLoras(ofText(), List.of("lora_te2_", "text_encoder_2."), List::of);
  }

  /** Those of the UNet. */
  public NetworkLoras unet(UNetArchitecture sizes) {
    return new NetworkLoras(
        added.stream().map(Added::unet).toList(),
        List.of("lora_unet_", "unet."),
        new OriginalLayerNames(sizes.levels())::of);
  }

  /**
   * Ends the asking.
   *
   * @throws EngineException naming layers that the model lacks
   */
  public void requireUsed() throws EngineException {
    for (Added lora : added) {
      lora.unet.requireUsedWith(lora.text);
    }
  }
}
