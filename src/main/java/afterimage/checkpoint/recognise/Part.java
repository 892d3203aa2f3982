package afterimage.checkpoint.recognise;

/** A network of a checkpoint. */
public enum Part {
  TEXT_ENCODER("text_encoder", "model", "text encoder"),
  TEXT_ENCODER_2("text_encoder_2", "model", "second text encoder"),
  UNET("unet", "diffusion_pytorch_model", "UNet"),
  VAE("vae", "diffusion_pytorch_model", "VAE"),
  TINY_VAE("vae", "diffusion_pytorch_model", "tiny autoencoder");

  private final String folder;
  private final String fileStem;
  private final String label;

  Part(String folder, String fileStem, String label) {
    this.folder = folder;
    this.fileStem = fileStem;
    this.label = label;
  }

  /** Its folder in diffusers' layout. */
  public String folder() {
    return folder;
  }

  /** How its weights' files begin in diffusers' layout. */
  String fileStem() {
    return fileStem;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }
}
