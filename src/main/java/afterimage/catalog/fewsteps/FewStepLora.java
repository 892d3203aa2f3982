package afterimage.catalog.fewsteps;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModel.Sampling;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import afterimage.engine.TimestepSpacing;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A few-step LoRA on this computer.
 *
 * @param model as it was published
 * @param file where it is
 * @param steps that it is made for
 * @param sampling that it is made for
 */
public record FewStepLora(PublishedModel model, Path file, int steps, Sampling sampling) {

  /** Settings with its sampler, timesteps, steps and guidance. */
  public RefineSettings onto(RefineSettings settings) {
    return settings
        .withSteps(steps)
        .withGuidanceScale(sampling.guidance())
        .withScheduler(sampling.scheduler())
        .withAdvanced(settings.advanced().withSpacing(sampling.spacing()));
  }

  /** Whether settings are its own already. */
  public boolean isMeantBy(RefineSettings settings) {
    return onto(settings).equals(settings);
  }

  /** A model's options with it added; one that is there already keeps its weight. */
  public ModelOptions onto(ModelOptions options) {
    if (options.loras().stream().anyMatch(lora -> lora.file().equals(file))) {
      return options;
    }
    List<ModelOptions.Lora> loras = new ArrayList<>(options.loras());
    loras.add(new ModelOptions.Lora(file, 1));
    return options.withLoras(loras);
  }

  /** What it sets, in a sentence. */
  public String told() {
    boolean guided = sampling.guidance() > 1;
    String scheduler =
        sampling.spacing() == TimestepSpacing.MODEL
            ? sampling.scheduler()
            : Messages.of("catalog.fast.spaced", sampling.scheduler(), sampling.spacing());
    return guided
        ? Messages.of("catalog.fast.set", model.name(), steps, scheduler, sampling.guidance())
        : Messages.of("catalog.fast.set.unguided", model.name(), steps, scheduler);
  }
}
