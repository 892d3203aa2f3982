package afterimage.checkpoint.recognise;

import afterimage.message.Messages;

/** A network of a checkpoint. */
public enum Part {
  TEXT_ENCODER("text_encoder", "model", "checkpoint.part.textEncoder"),
  TEXT_ENCODER_2("text_encoder_2", "model", "checkpoint.part.textEncoder2"),
  UNET("unet", "diffusion_pytorch_model", "checkpoint.part.unet"),
  VAE("vae", "diffusion_pytorch_model", "checkpoint.part.vae"),
  TINY_VAE("vae", "diffusion_pytorch_model", "checkpoint.part.tiny"),
  CONTROLNET("controlnet", "diffusion_pytorch_model", "checkpoint.part.controlnet");

  private final String folder;
  private final String fileStem;
  private final String key;

  Part(String folder, String fileStem, String key) {
    this.folder = folder;
    this.fileStem = fileStem;
    this.key = key;
  }

  /** Its folder in diffusers' layout. */
  public String folder() {
    return folder;
  }

  /** How its weights' files begin in diffusers' layout. */
  String fileStem() {
    return fileStem;
  }

  /** Its name for people, in their language. */
  public String label() {
    return Messages.of(key);
  }
}
