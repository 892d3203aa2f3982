/**
 * A network's weights under the one set of names that diffusers gives them, wherever they are
 * stored and whatever they are called there. Uses {@code safetensors} and {@code gguf}. Start
 * reading at {@link afterimage.checkpoint.weights.WeightSet}.
 */
@NullMarked
package afterimage.checkpoint.weights;

import org.jspecify.annotations.NullMarked;
