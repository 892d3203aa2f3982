/**
 * Low-rank additions to a checkpoint's networks (LoRA), in kohya's and in diffusers' naming. Their
 * matrices stay in their files; a graph names them and they are supplied when it is loaded. Start
 * reading at {@link afterimage.checkpoint.lora.Loras}.
 */
@NullMarked
package afterimage.checkpoint.lora;

import org.jspecify.annotations.NullMarked;
