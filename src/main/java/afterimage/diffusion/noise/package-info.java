/**
 * Random normal noise that equals other programs' for the same seed. Uses tensors only. Start
 * reading at {@link afterimage.diffusion.noise.NoiseSource}.
 */
@NullMarked
package afterimage.diffusion.noise;

import org.jspecify.annotations.NullMarked;
