/**
 * From a prompt to token ids, as CLIP reads it. Uses nothing. Start reading at {@code
 * ClipTokenizer}.
 */
@NullMarked
package afterimage.diffusion.text;

import org.jspecify.annotations.NullMarked;
