/**
 * Small pictures of what a run is heading for, cheap enough for every step. Uses tensors and the
 * engine's preview frame. Start reading at {@link afterimage.diffusion.preview.LatentPreview}.
 */
@NullMarked
package afterimage.diffusion.preview;

import org.jspecify.annotations.NullMarked;
