package afterimage.diffusion.pipeline;

import afterimage.engine.ControlSettings;
import afterimage.tensor.Tensor;

/**
 * What a ControlNet is given.
 *
 * @param picture [1, 3, height, width] in [0, 1], of the size of the pictures that are made
 * @param settings how much it steers, and when
 */
public record ControlInput(Tensor picture, ControlSettings settings) {}
