package afterimage.ui.inspector;

import afterimage.engine.ModelInfo;

/**
 * The fast quality of models that few-step LoRAs are made for: the LoRA with its sampler, steps and
 * guidance. For the FX thread.
 */
public interface FastQuality {

  /** Whether such LoRAs are made for a model. */
  boolean isFor(ModelInfo model);

  /** Whether the values are those of the fast quality, with its LoRA. */
  boolean isOn(InspectorModel values);

  /** Adds the LoRA and sets what belongs to it, and tells so; asks for it where it is missing. */
  void switchOn(InspectorModel values);

  /** Takes the LoRA away; what belonged to it becomes the model's own again. */
  void switchOff(InspectorModel values);

  /** Adds the LoRA to values that came back without it, as after a restart. */
  void resume(InspectorModel values);
}
