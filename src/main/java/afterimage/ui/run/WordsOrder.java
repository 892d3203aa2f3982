package afterimage.ui.run;

import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import afterimage.job.Origin;

/**
 * Pictures to make from words.
 *
 * @param model the base model
 * @param options how to load it
 * @param settings of the first; each further one has the next seed
 * @param origin their size, and what a second model does
 * @param count how many, at least 1
 */
public record WordsOrder(
    ModelInfo model,
    ModelOptions options,
    RefineSettings settings,
    Origin.TextToImage origin,
    int count) {}
