/**
 * Tells what a checkpoint is from its keys and shapes: which networks it holds, under whose names,
 * and how large each is. Uses {@code safetensors} and {@code weights}; what shapes can't tell comes
 * from JSON files beside the weights. Start reading at {@link
 * afterimage.checkpoint.recognise.Checkpoint}.
 */
@NullMarked
package afterimage.checkpoint.recognise;

import org.jspecify.annotations.NullMarked;
