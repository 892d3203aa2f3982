package afterimage.checkpoint.lora;

import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.engine.ModelOptions;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several LoRAs at once, asked layer by layer while graphs are built. */
public final class Loras {
  private final List<LoraFile> files;

  private Loras(List<LoraFile> files) {
    this.files = files;
  }

  /**
   * Reads them all; one of weight 0 is left out.
   *
   * @throws EngineException if one is damaged or no plain LoRA
   */
  public static Loras read(List<ModelOptions.Lora> wanted) throws EngineException {
    List<LoraFile> files = new ArrayList<>();
    for (ModelOptions.Lora lora : wanted) {
      if (lora.weight() != 0) {
        Path file = real(lora.file());
        files.add(ForeignModel.open(file, () -> LoraFile.read(file, lora.weight())));
      }
    }
    return new Loras(files);
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
   * What of files is left out although they can be used, for people: embeddings that they bring
   * along.
   */
  public static List<String> notices(List<ModelOptions.Lora> wanted) {
    List<String> notices = new ArrayList<>();
    for (ModelOptions.Lora lora : wanted) {
      try {
        Path file = real(lora.file());
        boolean any =
            lora.weight() != 0
                && ForeignModel.open(
                    file,
                    () ->
                        SafetensorsHeader.read(file).tensors().keySet().stream()
                            .anyMatch(LoraFile::isOfEmbedding));
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
    return files.stream().map(LoraFile::label).collect(Collectors.joining());
  }

  /** Those of the first text encoder. */
  public NetworkLoras textEncoder() {
    return new NetworkLoras(files, List.of("lora_te1_", "text_encoder."), List::of);
  }

  /** Those of the second text encoder. */
  public NetworkLoras textEncoder2() {
    return new NetworkLoras(files, List.of("lora_te2_", "text_encoder_2."), List::of);
  }

  /** Those of the UNet. */
  public NetworkLoras unet(UNetArchitecture sizes) {
    return new NetworkLoras(
        files, List.of("lora_unet_", "unet."), new OriginalLayerNames(sizes.levels())::of);
  }

  /**
   * Ends the asking.
   *
   * @throws EngineException naming layers that the model lacks
   */
  public void requireUsed() throws EngineException {
    for (LoraFile file : files) {
      file.requireUsed();
    }
  }
}
