/**
 * Official checkpoints as they are published, in one {@code .safetensors} file or in diffusers'
 * folders, made runnable: recognised by keys and shapes, compiled to ONNX graphs whose weights stay
 * where they are. May use {@code engine}'s exception and the floors below, never ONNX Runtime.
 * Start reading at {@link afterimage.checkpoint.safetensors.SafetensorsHeader}.
 */
@NullMarked
package afterimage.checkpoint;

import org.jspecify.annotations.NullMarked;
