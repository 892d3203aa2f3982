package afterimage.ui.run;

import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.job.Origin;

/**
 * Pictures to make from words.
 *
 * @param model the base model
 * @param ref how to load it, and what prompts may call
 * @param settings of the first; each further one has the next seed
 * @param origin their size, and what a second model does
 * @param count how many, at least 1
 */
public record GenerateOrder(
    ModelInfo model, ModelRef ref, RefineSettings settings, Origin.TextToImage origin, int count) {}
