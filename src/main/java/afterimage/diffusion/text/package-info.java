/**
 * From a prompt to token ids, as CLIP reads it, and the weights of its words. Uses tensors and
 * sentences only. Start reading at {@link afterimage.diffusion.text.ClipTokenizer}.
 */
@NullMarked
package afterimage.diffusion.text;

import org.jspecify.annotations.NullMarked;
