package afterimage.ui.inspector;

import afterimage.engine.ModelInfo;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fast quality of models that few-step LoRAs are made for: the LoRA with its sampler, steps and
 * guidance. For the FX thread.
 */
public interface FastQuality {

  /**
   * What came of a choice.
   *
   * @param text for people
   * @param get fetches what is missing; or null
   */
  record Note(String text, @Nullable Runnable get) {}

  /** Whether such LoRAs are made for a model. */
  boolean isFor(ModelInfo model);

  /** Whether the values are those of the fast quality, with its LoRA. */
  boolean isOn(InspectorModel values);

  /** Adds the LoRA and sets what belongs to it, and tells so, or that it is missing. */
  void switchOn(InspectorModel values, Consumer<Note> told);

  /** Takes the LoRA away; what belonged to it becomes the model's own again. */
  void switchOff(InspectorModel values);

  /** Adds the LoRA to values that came back without it, as after a restart. */
  void resume(InspectorModel values, Consumer<Note> told);
}
