package afterimage.catalog.found;

/** A program that keeps models. */
public enum Program {
  HUGGING_FACE("Hugging Face"),
  COMFY_UI("ComfyUI"),
  WEB_UI("Stable Diffusion web UI"),
  INVOKE_AI("InvokeAI"),
  STABILITY_MATRIX("Stability Matrix"),
  /** None that is known: a folder that the user named. */
  FOLDER("");

  private final String title;

  Program(String title) {
    this.title = title;
  }

  /** Its name, which is the same in every language; empty for a folder. */
  public String title() {
    return title;
  }
}
